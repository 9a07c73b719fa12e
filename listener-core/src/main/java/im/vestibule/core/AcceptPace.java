package im.vestibule.core;

import io.netty.channel.ChannelConfig;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many connections a listening socket takes in one pass of its loop: at most {@code num_acceptors}, and fewer where passes have become long. Each new
 * connection brings a handshake and a login with it, for which whoever is served already waits; those who are not taken yet wait in the kernel's backlog.
 */
final class AcceptPace extends DefaultMaxMessagesRecvByteBufAllocator {
    /** Passes that are longer than this take half as many. */
    static final long LONG_NS = 10_000_000;

    /** Netty asks for bytes where a descriptor is what is read. */
    private static final int NO_SIZE = 128;

    private final LongSupplier clock;

    /**
     * @param most in one pass
     * @param clock in nanoseconds
     */
    AcceptPace(int most, LongSupplier clock) {
        super(most);
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has named no other way yet.
    public Handle newHandle() {
        return new Pass();
    }

    /** Of one socket. */
    private final class Pass extends MaxMessageHandle {
        private int budget = maxMessagesPerRead();
        private int taken;
        private @Nullable ChannelConfig socket;
        private long last = clock.getAsLong();

        @Override
        public int guess() {
            return NO_SIZE;
        }

        /** While somebody waits to be taken there is one of these in each pass. Whoever comes after a silence finds a loop that catches up in a few. */
        @Override
        public void reset(ChannelConfig config) {
            super.reset(config);
            long now = clock.getAsLong();
            budget = now - last > LONG_NS ? Math.max(1, budget / 2) : Math.min(maxMessagesPerRead(), budget * 2);
            last = now;
            taken = 0;
            socket = config;
        }

        /**
         * Asked after each that was taken. What there is to read is not asked: epoll takes a descriptor for a number of bytes, and would conclude that nobody
         * else waits.
         */
        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreDataSupplier) {
            taken++;
            return taken < budget && socket != null && socket.isAutoRead();
        }
    }
}
