package im.vestibule.core;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The event loops that every listener shares.
 *
 * @param transport what drives them
 * @param count how many, each one thread
 */
public record Loops(Transport transport, int count, EventLoopGroup group) implements AutoCloseable {
    /** Connections that one of {@link #filled} takes on before the next one is needed. */
    static final int SHARE = 256;

    /** Connections go to them in turns. */
    public static Loops start(Transport transport, int count) {
        return new Loops(transport, count, new LoopGroup(count, 0, transport.handlers()));
    }

    /**
     * One after the other is filled up before connections go to them in turns: few connections pass stanzas to each other without a hand-over from thread to
     * thread, and many have all the processors.
     */
    public static Loops filled(Transport transport, int count) {
        return new Loops(transport, count, new LoopGroup(count, SHARE, transport.handlers()));
    }

    /**
     * Waits until the loops have done what they were given, and what followed from that. A channel whose close is done
     * tells its handlers of it afterwards.
     */
    public void settle() {
        for (int round = 0; round < 2; round++) {
            for (EventExecutor loop : group) {
                loop.submit(() -> {}).awaitUninterruptibly();
            }
        }
    }

    /** Ends the loops; what is still queued on them is done first, for at most two seconds. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
