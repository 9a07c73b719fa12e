package im.vestibule.services.offline;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.OfflineSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.House;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OfflineTest {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");

    private final House house = new House();
    private final MemoryOfflineStore store = new MemoryOfflineStore();
    private final Offline offline = new Offline(store, house, new OfflineSpec("rule", false, Backend.MNESIA));
    private final List<XmlElement> taken = new ArrayList<>();

    @Test
    void deliversWithADelayStampOfTheDomain() {
        offline.offer(Jid.of("juliet@capulet.test/balcony"), message("<body>hi</body>"), Limit.INFINITY);
        house.pass(Duration.ofHours(1));

        assertThat(offline.deliver(JULIET, each(taken::add))).isEqualTo(1);

        assertThat(taken.stream().map(Ear::wire))
                .containsExactly("<message from='romeo@montague.test/garden' to='juliet@capulet.test' type='chat'>"
                        + "<body>hi</body>"
                        + "<delay xmlns='urn:xmpp:delay' from='capulet.test' stamp='2026-11-22T12:00:00Z'>"
                        + "Offline Storage</delay></message>");
        assertThat(offline.count(JULIET)).isZero();
    }

    @Test
    void replacesAStampThatClaimsToBeItsOwn() {
        String forged = "<delay xmlns='urn:xmpp:delay' from='capulet.test' stamp='1999-01-01T00:00:00Z'/>";
        String honest = "<delay xmlns='urn:xmpp:delay' from='montague.test' stamp='2026-11-21T00:00:00Z'/>";
        offline.offer(JULIET, message("<body>hi</body>" + forged + honest), Limit.INFINITY);

        offline.deliver(JULIET, each(taken::add));

        assertThat(taken.getFirst().toString()).contains(honest).doesNotContain("1999");
    }

    @Test
    void deliversMoreThanABatchInOrder() {
        IntStream.range(0, 2 * Offline.BATCH + 1)
                .forEach(i -> offline.offer(JULIET, message("<body>" + i + "</body>"), Limit.INFINITY));

        offline.deliver(JULIET, each(taken::add));

        assertThat(taken.stream()
                        .map(stanza -> stanza.element("body", "jabber:client").orElseThrow())
                        .map(body -> Integer.valueOf(body.text())))
                .containsExactlyElementsOf(
                        IntStream.range(0, 2 * Offline.BATCH + 1).boxed().toList());
        assertThat(offline.count(JULIET)).isZero();
    }

    @Test
    void keepsWhatTheResourceDoesNotTake() {
        IntStream.range(0, 3).forEach(i -> offline.offer(JULIET, message("<body>" + i + "</body>"), Limit.INFINITY));

        int first = offline.deliver(JULIET, each(message -> taken.size() < 2 && taken.add(message)));
        int none = offline.deliver(JULIET, each(message -> false));
        int second = offline.deliver(JULIET, each(taken::add));

        assertThat(List.of(first, none, second)).containsExactly(2, 0, 1);
        assertThat(taken.stream().map(XmlElement::toString).distinct()).hasSize(3);
    }

    @Test
    void handsEachMessageToOneOfTwoResources() throws Exception {
        IntStream.range(0, 50).forEach(i -> offline.offer(JULIET, message("<body>" + i + "</body>"), Limit.INFINITY));
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> slow = threads.submit(() -> offline.deliver(JULIET, each(message -> {
                underWay.countDown();
                await(goOn);
                return true;
            })));
            underWay.await();
            Future<Integer> late = threads.submit(() -> offline.deliver(JULIET, each(taken::add)));
            goOn.countDown();

            assertThat(slow.get()).isEqualTo(50);
            assertThat(late.get()).isZero();
        }
    }

    @Test
    void bouncesWhatExceedsTheQuota() {
        assertThat(offline.offer(JULIET, message("<body>1</body>"), new Limit(1)))
                .isEqualTo(Outcome.done());
        assertThat(condition(offline.offer(JULIET, message("<body>2</body>"), new Limit(1))))
                .isEqualTo(Condition.RESOURCE_CONSTRAINT);
        assertThat(offline.count(JULIET)).isEqualTo(1);
    }

    @Test
    void bouncesOrDropsWhatIsNotToBeKept() {
        assertThat(condition(
                        offline.offer(JULIET, message("<body>1</body>").with("type", "groupchat"), Limit.INFINITY)))
                .isEqualTo(Condition.SERVICE_UNAVAILABLE);
        assertThat(offline.offer(JULIET, message("<body>1</body>").with("type", "headline"), Limit.INFINITY))
                .isEqualTo(Outcome.done());
        assertThat(offline.count(JULIET)).isZero();
    }

    @Test
    void passesOverWhatHasExpired() {
        String expiring = "<body>soon</body><x xmlns='jabber:x:expire' seconds='60'/>";
        offline.offer(JULIET, message(expiring), Limit.INFINITY);
        offline.offer(JULIET, message("<body>later</body>"), Limit.INFINITY);
        house.pass(Duration.ofSeconds(60));

        assertThat(offline.deliver(JULIET, each(taken::add))).isEqualTo(1);

        assertThat(taken.toString()).contains("later").doesNotContain("soon");
        assertThat(offline.count(JULIET)).isZero();
    }

    @Test
    void deliversWhatIsAboutToExpire() {
        offline.offer(JULIET, message("<body>x</body><x xmlns='jabber:x:expire' seconds='60'/>"), Limit.INFINITY);
        offline.offer(JULIET, message("<body>y</body><x xmlns='jabber:x:expire' seconds='-1'/>"), Limit.INFINITY);
        house.pass(Duration.ofSeconds(59));

        assertThat(offline.deliver(JULIET, each(taken::add))).isEqualTo(2);
    }

    @Test
    void leavesAloneWhatASessionHoldsAndGivesTheRestToOthers() {
        offline.reserve("s1");
        offline.hold(JULIET, "s1", List.of(mail(1, "held")), Limit.INFINITY);
        IntStream.range(0, Offline.BATCH)
                .forEach(i -> offline.offer(JULIET, message("<body>x</body>"), Limit.INFINITY));

        assertThat(offline.deliver(JULIET, each(taken::add))).isEqualTo(Offline.BATCH);
        assertThat(taken.toString()).doesNotContain("held");
        assertThat(offline.count(JULIET)).isEqualTo(1);

        offline.letGo("s1");

        assertThat(offline.deliver(JULIET, each(taken::add))).isEqualTo(1);
        assertThat(taken.getLast().toString()).contains("held").contains("stamp='2026-11-22T11:59:59Z'");
        assertThat(offline.count(JULIET)).isZero();
    }

    @Test
    void keepsWhatAResourceThatAcknowledgesHasClaimedUntilItDoes() {
        IntStream.range(0, 3).forEach(i -> offline.offer(JULIET, message("<body>" + i + "</body>"), Limit.INFINITY));
        offline.reserve("s1");

        int delivered = offline.deliver(JULIET, (messages, claim) -> {
            claim.lay("s1", 7);
            return messages.size();
        });

        assertThat(delivered).isEqualTo(3);
        assertThat(offline.deliver(JULIET, each(taken::add))).isZero();
        offline.acknowledged(JULIET, "s1", 8);
        assertThat(offline.count(JULIET)).isEqualTo(1);

        offline.letGo("s1");
        offline.deliver(JULIET, each(taken::add));

        assertThat(taken.toString()).contains("<body>2</body>").doesNotContain("<body>1</body>");
    }

    @Test
    void countsWhatIsHeldAgainstTheQuota() {
        offline.offer(JULIET, message("<body>1</body>"), new Limit(3));

        assertThat(offline.hold(JULIET, "s1", List.of(mail(1, "a"), mail(2, "b"), mail(3, "c")), new Limit(3)))
                .isEqualTo(2);
        assertThat(condition(offline.offer(JULIET, message("<body>2</body>"), new Limit(3))))
                .isEqualTo(Condition.RESOURCE_CONSTRAINT);
        assertThat(offline.count(JULIET)).isEqualTo(3);
    }

    @Test
    void cleansUpByExpiryAndAge() {
        offline.offer(JULIET, message("<body>1</body><x xmlns='jabber:x:expire' seconds='60'/>"), Limit.INFINITY);
        offline.offer(JULIET, message("<body>2</body>"), Limit.INFINITY);
        house.pass(Duration.ofDays(1));
        offline.offer(JULIET, message("<body>3</body>"), Limit.INFINITY);

        assertThat(offline.deleteExpired("capulet.test")).isEqualTo(1);
        assertThat(offline.deleteOld("capulet.test", Duration.ofHours(23))).isEqualTo(1);
        assertThat(offline.count(JULIET)).isEqualTo(1);
    }

    /** One that does not acknowledge what it gets. */
    private static Offline.Resource each(Predicate<XmlElement> taker) {
        return (messages, claim) -> (int) messages.stream().takeWhile(taker).count();
    }

    private static XmlElement message(String content) {
        return XmlElement.parse("<message xmlns='jabber:client' from='romeo@montague.test/garden'"
                        + " to='juliet@capulet.test' type='chat'>" + content + "</message>")
                .orElseThrow();
    }

    private Offline.Mail mail(long number, String body) {
        return new Offline.Mail(
                number, message("<body>" + body + "</body>"), house.instant().minusSeconds(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Condition condition(Outcome outcome) {
        return outcome instanceof Outcome.Refused(StanzaError error)
                ? error.condition()
                : Condition.UNDEFINED_CONDITION;
    }
}
