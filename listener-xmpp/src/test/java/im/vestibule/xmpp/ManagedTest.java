package im.vestibule.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.resumption.Management;
import im.vestibule.services.resumption.Window;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.LoggingEventBuilder;

class ManagedTest {
    private static final Jid HOME = Jid.of("alice@door.test/home");
    private static final String ASKED = "<r xmlns='urn:xmpp:sm:3'/>";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final SmallHouse house = new SmallHouse(3, 1);
    private final Window window = new Window(() -> {});
    private final Rope rope = new Rope();
    private final Managed managed =
            house.manage(new Session(HOME, "", Deaf.DEAF, new InetSocketAddress(0)), seat(), rope);

    ManagedTest() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        house.close();
        boolean _ = channel.finishAndReleaseAll();
    }

    /** A connection that remembers what it was given. */
    private static final class Rope implements Tether {
        final List<String> said = new ArrayList<>();

        @Nullable
        StreamError end;

        int abandoned;
        int settled;
        boolean loose;

        @Override
        public void write(byte[] stanza) {
            said.add(new String(stanza, UTF_8));
        }

        @Override
        public void say(XmlElement element) {
            said.add(element.toString());
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void end(StreamError error) {
            end = error;
        }

        @Override
        public void abandon() {
            abandoned++;
        }

        @Override
        public void letGo() {
            loose = true;
        }

        @Override
        public void settled() {
            settled++;
        }

        @Override
        public LoggingEventBuilder on(LoggingEventBuilder line) {
            return line;
        }

        List<String> heard() {
            List<String> all = List.copyOf(said);
            said.clear();
            return all;
        }
    }

    private Seat seat() {
        return new Seat(channel.eventLoop(), new Inbox(channel.eventLoop()));
    }

    private static XmlElement message(int id) {
        return XmlElement.builder("message", Ns.CLIENT)
                .attribute("id", Integer.toString(id))
                .child("body", Ns.CLIENT, "hi")
                .build();
    }

    private static String sent(int id) {
        return "<message id='" + id + "'><body>hi</body></message>";
    }

    private static String late(int id) {
        return "<message id='" + id + "'><body>hi</body><delay xmlns='urn:xmpp:delay' from='door.test'"
                + " stamp='1970-01-01T00:00:00Z'>SM Storage</delay></message>";
    }

    private void send(int id) {
        assertThat(managed.outlet().send(message(id), window.receive())).isTrue();
        channel.runPendingTasks();
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private Takeover resume(long count) {
        List<Takeover> outcome = new ArrayList<>();
        managed.resume(count, seat(), outcome::add);
        channel.runPendingTasks();
        return outcome.getFirst();
    }

    private void pauseIsOver() {
        channel.advanceTimeBy(Asking.PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void asksOnceUntilTheClientHasAnswered() {
        send(1);
        send(2);
        pauseIsOver();

        assertThat(rope.heard()).containsExactly(sent(1), ASKED, sent(2));
        assertThat(managed.acknowledge(1)).isTrue();
        assertThat(rope.heard()).isEmpty();
        pauseIsOver();
        assertThat(rope.heard()).containsExactly(ASKED);
        assertThat(managed.acknowledge(2)).isTrue();
        pauseIsOver();
        pauseIsOver();
        assertThat(rope.heard()).isEmpty();
    }

    @Test
    void asksAgainAlongWithAStanzaIfOneComesInTime() {
        send(1);
        assertThat(managed.acknowledge(1)).isTrue();
        pauseIsOver();
        send(2);

        assertThat(rope.heard()).containsExactly(sent(1), ASKED, sent(2), ASKED);
        pauseIsOver();
        pauseIsOver();
        assertThat(rope.heard()).isEmpty();
    }

    @Test
    void asksNoMoreOftenThanAFewTimesASecond() {
        send(1);
        assertThat(managed.acknowledge(1)).isTrue();
        send(2);
        send(3);
        assertThat(rope.heard()).containsExactly(sent(1), ASKED, sent(2), sent(3));

        pauseIsOver();
        assertThat(rope.heard()).isEmpty();
        pauseIsOver();
        assertThat(rope.heard()).containsExactly(ASKED);
    }

    @Test
    void aMessageIsSafeOnceItIsAcknowledgedAndAnythingElseAtOnce() {
        send(1);
        assertThat(managed.outlet().send(XmlElement.of("iq", Ns.CLIENT), window.receive()))
                .isTrue();

        assertThat(window.safe()).isZero();
        assertThat(managed.acknowledge(1)).isTrue();
        assertThat(window.safe()).isEqualTo(2);
    }

    @Test
    void believesNoClientThatHasMoreThanItWasSent() {
        send(1);

        assertThat(managed.acknowledge(2)).isFalse();
        assertThat(managed.sent()).isEqualTo(1);
    }

    @Test
    void endsASessionThatAcknowledgesNothingForTooLong() {
        for (int i = 1; i <= 4; i++) {
            send(i);
        }
        pass((int) Excess.GRACE_SECONDS - 1);
        assertThat(rope.end).isNull();
        pass(1);
        assertThat(rope.end).isEqualTo(Excess.TOO_MANY);
    }

    @Test
    void bearsWithOneThatCatchesUpInTime() {
        for (int i = 1; i <= 4; i++) {
            send(i);
        }
        assertThat(managed.acknowledge(1)).isTrue();
        pass((int) Excess.GRACE_SECONDS);

        assertThat(rope.end).isNull();
    }

    @Test
    void abandonsAConnectionWhoseClientDoesNotAnswer() {
        send(1);
        for (int i = 0; i < Asking.PATIENCE_SECONDS; i++) {
            pass(1);
        }
        assertThat(rope.abandoned).isZero();
        pass(1);

        assertThat(rope.abandoned).isEqualTo(1);
    }

    @Test
    void sendsWhatTheClientHasNotGotAgainInOrder() {
        send(1);
        send(2);
        managed.lost();
        send(3);
        assertThat(managed.session().isSuspended()).isTrue();

        assertThat(resume(1)).isEqualTo(new Takeover.Taken(managed));
        Rope fresh = new Rope();
        managed.tie(fresh);
        channel.runPendingTasks();
        assertThat(fresh.heard()).containsExactly(late(2), late(3), ASKED);
        assertThat(managed.session().isSuspended()).isFalse();
    }

    @Test
    void takesASessionFromAConnectionThatIsStillThere() {
        assertThat(resume(0)).isEqualTo(new Takeover.Taken(managed));

        assertThat(rope.loose).isTrue();
        assertThat(rope.end).isNotNull().extracting(StreamError::condition).isEqualTo(StreamError.Condition.CONFLICT);
    }

    @Test
    void leavesASessionAloneThatSomebodyClaimsToHaveMoreOf() {
        send(1);

        assertThat(resume(2)).isEqualTo(new Takeover.TooHigh(2, 1));
        assertThat(rope.loose).isFalse();
        send(2);
        assertThat(rope.heard()).contains(sent(2));
    }

    @Test
    void isOverOnceItHasWaitedInVain() {
        managed.lost();
        pass(59);
        assertThat(managed.isOver()).isFalse();
        pass(1);

        assertThat(managed.isOver()).isTrue();
        assertThat(resume(0)).isEqualTo(new Takeover.Gone());
    }

    @Test
    void tellsANewConnectionOnceAllIsSafe() {
        Receipt open = managed.window().receive();
        managed.lost();
        assertThat(resume(0)).isEqualTo(new Takeover.Taken(managed));
        Rope fresh = new Rope();
        managed.await(fresh);
        assertThat(fresh.settled).isZero();

        open.settle();
        channel.runPendingTasks();
        assertThat(fresh.settled).isEqualTo(1);
    }

    @Test
    void keepsAnInactiveClientWaitingForWhatCanWait() {
        managed.rest(new Limit(10));
        XmlElement presence = XmlElement.builder("presence", Ns.CLIENT)
                .attribute("from", "bob@door.test/desk")
                .build();
        assertThat(managed.outlet().send(presence)).isTrue();
        assertThat(managed.sent()).isZero();

        managed.rouse();
        assertThat(rope.said).containsExactly("<presence from='bob@door.test/desk'/>", ASKED);
        assertThat(managed.sent()).isEqualTo(1);
    }

    private void send(Managed counted, XmlElement stanza) {
        assertThat(counted.outlet().send(stanza, window.receive())).isTrue();
    }

    @Test
    void asksAfterAckFreqStanzasAndNotBefore() {
        withAnother(Managements.of(100, 3), counted -> {
            send(counted, message(1));
            send(counted, message(2));
            assertThat(rope.heard()).containsExactly(sent(1), sent(2));
            send(counted, message(3));
            assertThat(rope.heard()).containsExactly(sent(3), ASKED);

            assertThat(counted.acknowledge(3)).isTrue();
            pauseIsOver();
            pauseIsOver();
            send(counted, message(4));
            send(counted, message(5));
            assertThat(rope.heard()).containsExactly(sent(4), sent(5));
            send(counted, message(6));
            assertThat(rope.heard()).containsExactly(sent(6), ASKED);
        });
    }

    @Test
    void asksForLessThanAckFreqAfterASecond() {
        withAnother(Managements.of(100, 3), counted -> {
            send(counted, message(1));
            channel.advanceTimeBy(999, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            assertThat(rope.heard()).containsExactly(sent(1));
            channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();

            assertThat(rope.heard()).containsExactly(ASKED);
        });
    }

    /** One of so many bytes. */
    private static XmlElement message(int id, int bytes) {
        return XmlElement.builder("message", Ns.CLIENT)
                .attribute("id", Integer.toString(id))
                .child("body", Ns.CLIENT, "x".repeat(bytes - sent(id).length() + "hi".length()))
                .build();
    }

    private void fill(Managed counted) {
        for (int i = 1; i <= 8; i++) {
            send(counted, message(i, (int) (Excess.BYTES / 8)));
        }
    }

    @Test
    void endsASessionAtOnceWithMoreThanEightMebibytesUnacknowledged() {
        withAnother(Managements.of(1_000, 1), counted -> {
            fill(counted);
            assertThat(rope.end).isNull();
            send(counted, message(9));

            assertThat(rope.end).isEqualTo(Excess.TOO_MANY);
        });
    }

    @Test
    void endsOneThatWaitsForItsClientLikewise() {
        withAnother(Managements.of(1_000, 1), counted -> {
            counted.lost();
            fill(counted);
            assertThat(counted.isOver()).isFalse();
            assertThat(counted.outlet().send(message(9), window.receive())).isTrue();

            assertThat(counted.isOver()).isTrue();
        });
    }

    @Test
    void bearsNoMoreStanzasThanBufferMaxWhileItWaitsForItsClient() {
        managed.lost();
        send(1);
        send(2);
        send(3);
        pass((int) Excess.GRACE_SECONDS);
        assertThat(managed.isOver()).isFalse();
        send(4);
        pass((int) Excess.GRACE_SECONDS - 1);
        assertThat(managed.isOver()).isFalse();
        pass(1);

        assertThat(managed.isOver()).isTrue();
        assertThat(resume(0)).isEqualTo(new Takeover.Gone());
        assertThat(house.resumptions().counts().suspended()).isZero();
    }

    private void withAnother(Management management, Consumer<Managed> test) {
        try (SmallHouse another = new SmallHouse(management)) {
            test.accept(another.manage(new Session(HOME, "", Deaf.DEAF, new InetSocketAddress(0)), seat(), rope));
        }
    }

    @Test
    void neverAsksWhereItIsNotTo() {
        withAnother(Managements.of(true, 3, false, 1), counted -> {
            assertThat(counted.outlet().send(message(1), window.receive())).isTrue();
            pass(2);

            assertThat(rope.heard()).containsExactly(sent(1));
            assertThat(window.isSettled()).isTrue();
            assertThat(counted.isResumable()).isTrue();
            assertThat(counted.acknowledge(1)).isTrue();
        });
    }

    @Test
    void keepsNothingWhereItIsNotTo() {
        withAnother(Managements.of(false, 3, true, 1), counted -> {
            for (int i = 1; i <= 5; i++) {
                assertThat(counted.outlet().send(message(i), window.receive())).isTrue();
            }

            assertThat(window.isSettled()).isTrue();
            assertThat(counted.isResumable()).isFalse();
            pass((int) Excess.GRACE_SECONDS);
            assertThat(rope.end).isNull();
            assertThat(counted.acknowledge(5)).isTrue();
            assertThat(counted.acknowledge(6)).isFalse();
        });
    }
}
