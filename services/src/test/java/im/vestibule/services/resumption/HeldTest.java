package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.OfflineSpec;
import im.vestibule.model.Jid;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.offline.MemoryOfflineStore;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.Pending;
import im.vestibule.services.testing.Served;
import im.vestibule.services.testing.Tick;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeldTest {
    private static final Jid BOB = Jid.of("bob@a.test");
    private static final String CHAT =
            "<message from='alice@a.test/x' to='bob@a.test' type='chat'><body>hi</body></message>";

    private final House house = new House();
    private final MemoryOfflineStore store = new MemoryOfflineStore();
    private final Offline offline = new Offline(store, house, new OfflineSpec("quota", false, Backend.MNESIA));
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Holding holding = holding(Optional.of(offline));
    private final Held held = holding.open(BOB, "s1");

    private Holding holding(Optional<Offline> box) {
        return new Holding(new Hosts(List.of(Served.host("a.test", Optional.empty(), box))), threads::add, later::add);
    }

    private void work() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }

    private Unacknowledged chat(long number, Receipt receipt) {
        return Pending.stanza(number, CHAT.replace("hi", "m" + number), house.instant(), receipt);
    }

    private List<String> mail() {
        List<String> bodies = new ArrayList<>();
        offline.deliver(BOB, (messages, claim) -> {
            messages.forEach(message -> bodies.add(
                    message.element("body", "jabber:client").orElseThrow().text()));
            return messages.size();
        });
        return bodies;
    }

    @Test
    void settlesOnlyOnceItIsWritten() {
        Tick tick = new Tick();

        held.hold(List.of(chat(1, tick)));
        assertThat(tick.settled()).isFalse();
        work();

        assertThat(tick.settled()).isTrue();
        assertThat(offline.count(BOB)).isEqualTo(1);
        assertThat(mail()).isEmpty();
    }

    @Test
    void forgetsWhatTheClientHasGot() {
        held.hold(List.of(chat(1, new Tick()), chat(2, new Tick()), chat(3, new Tick())));
        work();

        held.acknowledged(2);
        work();
        assertThat(offline.count(BOB)).isEqualTo(1);
        assertThat(held.close()).containsExactly(3L);
        assertThat(mail()).containsExactly("m3");
    }

    @Test
    void doesNotWriteWhatIsAcknowledgedBeforeItsTurn() {
        held.hold(List.of(chat(1, new Tick()), chat(2, new Tick())));
        held.acknowledged(1);
        work();

        assertThat(held.close()).containsExactly(2L);
        assertThat(mail()).containsExactly("m2");
    }

    @Test
    void writesLaterWhatTheStoreCouldNotTake() {
        Tick tick = new Tick();
        store.unwritable(true);
        held.hold(List.of(chat(1, tick)));
        work();
        held.hold(List.of(chat(2, new Tick())));
        work();
        assertThat(tick.settled()).isFalse();
        assertThat(later).hasSize(1);

        later.remove().run();
        work();
        assertThat(later).hasSize(1);

        store.unwritable(false);
        later.remove().run();
        work();
        assertThat(tick.settled()).isTrue();
        assertThat(offline.count(BOB)).isEqualTo(2);
        assertThat(later).isEmpty();
    }

    @Test
    void triesNoMoreOnceTheSessionIsOver() {
        store.unwritable(true);
        held.hold(List.of(chat(1, new Tick())));
        work();

        assertThat(held.close()).isEmpty();
        store.unwritable(false);
        later.remove().run();
        work();

        assertThat(offline.count(BOB)).isZero();
    }

    @Test
    void asksForNoWorkWhenNothingIsHeld() {
        held.acknowledged(5);

        assertThat(threads).isEmpty();
    }

    @Test
    void writesInOrderHoweverMuchThereIs() {
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 250; i++) {
            held.hold(List.of(chat(i, new Tick())));
            expected.add("m" + i);
        }
        assertThat(threads).hasSize(1);
        work();

        held.close();
        assertThat(mail()).containsExactlyElementsOf(expected);
    }

    @Test
    void leavesToTheSessionWhatIsNotWrittenWhenItEnds() {
        Tick tick = new Tick();
        held.hold(List.of(chat(1, tick)));

        assertThat(held.close()).isEmpty();
        work();

        assertThat(tick.settled()).isFalse();
        assertThat(offline.count(BOB)).isZero();
        held.hold(List.of(chat(2, tick)));
        assertThat(threads).isEmpty();
    }

    @Test
    void holdsWhatWasClaimed() {
        offline.offer(BOB, chat(1, Receipt.NONE).read().orElseThrow(), Limit.INFINITY);
        offline.deliver(BOB, (messages, claim) -> {
            claim.lay("s1", 4);
            held.claimed(4, messages.size());
            return messages.size();
        });
        assertThat(offline.count(BOB)).isEqualTo(1);

        held.acknowledged(4);
        work();

        assertThat(offline.count(BOB)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<presence from='alice@a.test/x' to='bob@a.test'/>",
                "<iq from='alice@a.test/x' to='bob@a.test/y' type='get' id='1'><q xmlns='x'/></iq>",
                "<message from='alice@a.test/x' to='bob@a.test' type='headline'><body>hi</body></message>",
                "<message from='alice@a.test/x' to='bob@a.test' type='error'><body>hi</body></message>",
                "<message from='alice@a.test/x' to='bob@a.test'><composing"
                        + " xmlns='http://jabber.org/protocol/chatstates'/></message>",
                "<message from='bob@a.test' to='bob@a.test/y'><sent xmlns='urn:xmpp:carbons:2'/></message>",
                "<message from='bob@a.test' to='bob@a.test/y'><received xmlns='urn:xmpp:carbons:2'/></message>",
            })
    void isDoneWithWhatIsWorthNothingLater(String stanza) {
        Tick tick = new Tick();

        held.hold(List.of(Pending.stanza(1, stanza, house.instant(), tick)));
        work();

        assertThat(tick.settled()).isTrue();
        assertThat(offline.count(BOB)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<message from='alice@a.test/x' to='bob@a.test'><body>hi</body><no-store"
                        + " xmlns='urn:xmpp:hints'/></message>",
                "<message from='room@a.test/x' to='bob@a.test/y' type='groupchat'><body>hi</body></message>",
            })
    void leavesToTheSessionWhatMustNotBeStored(String stanza) {
        Tick tick = new Tick();

        held.hold(List.of(Pending.stanza(1, stanza, house.instant(), tick)));
        work();

        assertThat(tick.settled()).isFalse();
        assertThat(held.close()).isEmpty();
    }

    @Test
    void leavesEverythingToTheSessionWithoutOfflineStorage() {
        Tick tick = new Tick();
        Held alone = holding(Optional.empty()).open(BOB, "s2");

        alone.hold(List.of(chat(1, tick)));
        work();
        alone.acknowledged(1);

        assertThat(tick.settled()).isFalse();
        assertThat(alone.close()).isEmpty();
    }

    @Test
    void dropsWhatAnotherResourceHasGot() {
        Receipt both = new Tick().among(2);
        Receipt one = new Tick().among(2);
        held.hold(List.of(chat(1, both), chat(2, one), chat(3, new Tick())));
        work();
        both.settle();
        boolean _ = one.abandon();

        assertThat(held.close()).isEqualTo(Set.of(1L, 2L, 3L));
        assertThat(mail()).containsExactly("m2", "m3");
    }

    @Test
    void doesNotHoldWhatOthersAnswerFor() {
        held.hold(List.of(chat(1, Receipt.COPY), chat(2, new Tick())));
        work();

        assertThat(offline.count(BOB)).isEqualTo(1);
        assertThat(held.close()).containsExactly(2L);
    }

    @Test
    void deletesForAClientThatComesBackAfterACrash() {
        held.hold(List.of(chat(1, new Tick()), chat(2, new Tick())));
        work();
        // What was in memory is gone.
        offline.letGo("s1");

        holding.acknowledgedLate(Jid.of("mallory@a.test"), "s1", 2);
        assertThat(offline.count(BOB)).isEqualTo(2);
        holding.acknowledgedLate(BOB, "s1", 1);

        assertThat(mail()).containsExactly("m2");
    }

    @Test
    void leavesNothingOfAnAccountThatEndsWithItsSession() {
        held.hold(List.of(chat(1, new Tick())));
        work();

        held.drop();

        assertThat(offline.count(BOB)).isZero();
    }

    /** Clients count on at zero, numbers of rows do not. */
    @Test
    void forgetsWhatTheClientHasGotAlsoAtTwoToThe32() {
        Outstanding outstanding = new Outstanding(held, 0xFFFFFFFEL);
        for (long number = 0xFFFFFFFFL; number <= 0x1_0000_0001L; number++) {
            outstanding.add(chat(number, new Tick()).parcel(), house.instant());
        }
        outstanding.hold();
        work();
        assertThat(outstanding.sent()).isEqualTo(1);
        assertThat(offline.count(BOB)).isEqualTo(3);

        assertThat(outstanding.acknowledge(0)).isTrue();
        work();
        assertThat(offline.count(BOB)).isEqualTo(1);
        assertThat(outstanding.list()).extracting(Unacknowledged::number).containsExactly(0x1_0000_0001L);
        assertThat(outstanding.acknowledge(1)).isTrue();
        work();
        assertThat(offline.count(BOB)).isZero();
        assertThat(held.close()).isEmpty();
    }
}
