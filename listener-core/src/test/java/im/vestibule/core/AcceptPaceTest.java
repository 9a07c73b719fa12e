package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.RecvByteBufAllocator.Handle;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AcceptPaceTest {
    private static final int MOST = 100;

    private final AtomicLong now = new AtomicLong();
    private final EmbeddedChannel socket = new EmbeddedChannel();

    @SuppressWarnings("deprecation")
    private final Handle handle = new AcceptPace(MOST, now::get).newHandle();

    /** How many are taken in a pass that comes so long after the one before. */
    private int take(long nanos) {
        now.addAndGet(nanos);
        handle.reset(socket.config());
        int taken = 1;
        while (handle.continueReading()) {
            taken++;
        }
        return taken;
    }

    @Test
    void takesAsManyAsAreAllowedWhilePassesAreShort() {
        assertThat(take(AcceptPace.LONG_NS)).isEqualTo(MOST);
        assertThat(take(1)).isEqualTo(MOST);
    }

    @Test
    void takesHalfAsManyAfterEachLongPassButAlwaysOne() {
        for (int expected : new int[] {50, 25, 12, 6, 3, 1, 1}) {
            assertThat(take(AcceptPace.LONG_NS + 1)).isEqualTo(expected);
        }
    }

    @Test
    void takesTwiceAsManyOnceTheLoopKeepsUpAgain() {
        for (int i = 0; i < 10; i++) {
            take(AcceptPace.LONG_NS + 1);
        }
        for (int expected : new int[] {2, 4, 8, 16, 32, 64, MOST, MOST}) {
            assertThat(take(AcceptPace.LONG_NS)).isEqualTo(expected);
        }
    }

    @Test
    void takesNobodyMoreOnceAcceptingHasEnded() {
        handle.reset(socket.config());
        socket.config().setAutoRead(false);
        assertThat(handle.continueReading()).isFalse();
    }
}
