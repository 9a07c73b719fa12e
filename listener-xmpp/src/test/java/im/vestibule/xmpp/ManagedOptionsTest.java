package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.resumption.Management;
import im.vestibule.services.session.Session;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Counting and asking by the options of {@code mod_stream_management}. */
class ManagedOptionsTest extends ManagedScene {
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
