package im.vestibule.services.offline;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.offline.OfflineStore.Numbered;
import im.vestibule.services.offline.OfflineStore.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every place to keep messages promises. */
abstract class OfflineStoreContract {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid NURSE = Jid.of("nurse@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    abstract OfflineStore store();

    @Test
    void keepsEveryPartOfAMessageAndTheirOrder() {
        OfflineMessage first =
                message("O <blessed>, 'blessed' night! \uD83C\uDF19", NOON, Optional.of(NOON.plusMillis(1)));
        OfflineMessage second = message("", NOON.minusSeconds(1), Optional.empty());

        assertThat(store().add(JULIET, first, 2)).isTrue();
        assertThat(store().add(JULIET, second, 2)).isTrue();

        assertThat(store().first(JULIET, 10).stream().map(Waiting::message))
                .containsExactly(Optional.of(first), Optional.of(second));
        assertThat(store().first(JULIET, 1)).hasSize(1);
        assertThat(store().count(JULIET)).isEqualTo(2);
    }

    @Test
    void holdsAsManyAsTheQuotaAndNotOneMore() {
        assertThat(store().add(JULIET, message("1"), 2)).isTrue();
        assertThat(store().add(JULIET, message("2"), 2)).isTrue();
        assertThat(store().add(JULIET, message("3"), 2)).isFalse();
        assertThat(store().add(JULIET, message("3"), 0)).isFalse();
        assertThat(store().add(NURSE, message("1"), 2)).isTrue();
        assertThat(store().add(JULIET, message("3"), Long.MAX_VALUE)).isTrue();

        assertThat(store().count(JULIET)).isEqualTo(3);
    }

    @Test
    void deletesMessages() {
        IntStream.range(0, 5).forEach(i -> store().add(JULIET, message("m" + i), 10));
        store().add(NURSE, message("n"), 10);

        store().remove(JULIET, seqs(store().first(JULIET, 3)));
        store().add(JULIET, message("m5"), 10);

        assertThat(bodies(store().first(JULIET, 10))).containsExactly("m3", "m4", "m5");
        assertThat(bodies(store().first(NURSE, 10))).containsExactly("n");
    }

    @Test
    void doesNotDeleteAMessageInPlaceOfAnEarlierOne() {
        store().add(JULIET, message("read"), 10);
        store().add(JULIET, message("read too"), 10);
        List<Long> read = seqs(store().first(JULIET, 10));
        store().drop(JULIET);
        store().add(JULIET, message("new", NOON.plusMillis(1), Optional.empty()), 10);

        store().remove(JULIET, read);

        assertThat(bodies(store().first(JULIET, 10))).containsExactly("new");
    }

    @Test
    void deletesWhatHasExpiredOrIsOldWithinADomain() {
        store().add(JULIET, message("expired", NOON, Optional.of(NOON.plusSeconds(1))), 10);
        store().add(NURSE, message("expires", NOON, Optional.of(NOON.plusSeconds(2))), 10);
        store().add(JULIET, message("old", NOON.minusSeconds(1), Optional.empty()), 10);
        store().add(ROMEO, message("elsewhere", NOON.minusSeconds(1), Optional.of(NOON)), 10);

        assertThat(store().removeExpired("capulet.test", NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(store().removeStored("capulet.test", NOON)).isEqualTo(1);

        assertThat(store().count(JULIET)).isZero();
        assertThat(store().count(NURSE)).isEqualTo(1);
        assertThat(store().count(ROMEO)).isEqualTo(1);
    }

    @Test
    void deletesHoweverMuchIsOldAndWhatIsHeldWithIt() {
        List<Numbered> old = IntStream.range(0, 1_001)
                .mapToObj(i -> new Numbered(i, message("m" + i, NOON.minusSeconds(1), Optional.empty())))
                .toList();
        store().hold(JULIET, "s", old, Long.MAX_VALUE);
        store().add(JULIET, message("new"), Long.MAX_VALUE);

        assertThat(store().removeStored("capulet.test", NOON)).isEqualTo(1_001);
        assertThat(store().count(JULIET)).isEqualTo(1);
    }

    @Test
    void goesOnBehindAMessage() {
        IntStream.range(0, 4).forEach(i -> store().add(JULIET, message("m" + i), 10));

        long second = store().first(JULIET, 2).getLast().seq();

        assertThat(bodies(store().after(JULIET, second, 1))).containsExactly("m2");
        assertThat(bodies(store().after(JULIET, second, 10))).containsExactly("m2", "m3");
    }

    @Test
    void holdsForASessionUpToTheQuotaAndInOrder() {
        store().add(JULIET, message("m0"), 10);

        assertThat(store().hold(JULIET, "s", numbered(1, "m1", "m2", "m3"), 3)).isEqualTo(2);
        assertThat(store().hold(JULIET, "s", numbered(4, "m4"), Long.MAX_VALUE)).isEqualTo(1);
        assertThat(store().hold(JULIET, "s", List.of(), 0)).isZero();

        assertThat(bodies(store().first(JULIET, 10))).containsExactly("m0", "m1", "m2", "m4");
        assertThat(store().first(JULIET, 10).stream().map(Waiting::holder))
                .containsExactly(Optional.empty(), Optional.of("s"), Optional.of("s"), Optional.of("s"));
    }

    @Test
    void deletesWhatASessionHasAcknowledgedAndNobodyElses() {
        store().hold(JULIET, "s", numbered(1, "m1", "m2", "m3"), 10);
        store().hold(JULIET, "t", numbered(1, "t1"), 10);
        store().hold(NURSE, "s", numbered(1, "n1"), 10);
        store().add(JULIET, message("m4"), 10);

        store().acknowledge(JULIET, "s", 2);

        assertThat(bodies(store().first(JULIET, 10))).containsExactly("m3", "t1", "m4");
        assertThat(bodies(store().first(NURSE, 10))).containsExactly("n1");
    }

    @Test
    void countsAcknowledgementsRoundTheClock() {
        long round = 1L << 32;
        store().hold(JULIET, "s", numbered(round - 1, "m1", "m2", "m3"), 10);

        store().acknowledge(JULIET, "s", round - 2);
        assertThat(store().count(JULIET)).isEqualTo(3);
        store().acknowledge(JULIET, "s", 0);
        assertThat(bodies(store().first(JULIET, 10))).containsExactly("m3");
        store().acknowledge(JULIET, "s", 1);
        assertThat(store().count(JULIET)).isZero();
    }

    @Test
    void givesMessagesToAnotherSession() {
        store().add(JULIET, message("m0"), 10);
        store().hold(JULIET, "s", numbered(7, "m1", "m2"), 10);

        store().claim(JULIET, "t", seqs(store().first(JULIET, 2)), 3);
        store().acknowledge(JULIET, "s", 7);
        assertThat(bodies(store().first(JULIET, 10))).containsExactly("m0", "m1", "m2");
        store().acknowledge(JULIET, "t", 3);
        store().discard(JULIET, "t", List.of(4L, 5L));

        assertThat(bodies(store().first(JULIET, 10))).containsExactly("m2");
    }

    @Test
    void forgetsAnAccount() {
        store().add(JULIET, message("1"), 10);
        store().add(NURSE, message("1"), 10);

        store().drop(JULIET);

        assertThat(store().first(JULIET, 10)).isEmpty();
        assertThat(store().count(NURSE)).isEqualTo(1);
    }

    private static OfflineMessage message(String body) {
        return message(body, NOON, Optional.empty());
    }

    private static OfflineMessage message(String body, Instant storedAt, Optional<Instant> expiry) {
        XmlElement stanza = XmlElement.builder("message", "jabber:client")
                .attribute("from", "romeo@montague.test/garden")
                .attribute("http://www.w3.org/XML/1998/namespace", "lang", "en")
                .child(XmlElement.of("body", "jabber:client", body.isEmpty() ? " " : body))
                .child(XmlElement.of("request", "urn:xmpp:receipts"))
                .build();
        return new OfflineMessage(stanza, storedAt, expiry);
    }

    private static List<Numbered> numbered(long first, String... bodies) {
        return IntStream.range(0, bodies.length)
                .mapToObj(i -> new Numbered(first + i, message(bodies[i])))
                .toList();
    }

    private static List<Long> seqs(List<Waiting> batch) {
        return batch.stream().map(Waiting::seq).toList();
    }

    private static List<String> bodies(List<Waiting> batch) {
        return batch.stream()
                .map(waiting -> waiting.message().orElseThrow().stanza())
                .map(stanza ->
                        stanza.element("body", "jabber:client").orElseThrow().text())
                .toList();
    }
}
