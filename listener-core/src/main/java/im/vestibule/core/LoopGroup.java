package im.vestibule.core;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;

/**
 * Loops of which one after the other is filled up before connections go to them in turns: few connections pass stanzas to each other without a hand-over from
 * thread to thread, and many have all the processors.
 */
final class LoopGroup extends MultiThreadIoEventLoopGroup {
    /** Connections that a loop takes on before the next one is needed. */
    static final int SHARE = 256;

    LoopGroup(int count, IoHandlerFactory handlers) {
        super(count, new ThreadPerTaskExecutor(new DefaultThreadFactory("loop", true)), handlers, LoopGroup::chooser);
    }

    private static EventExecutorChooserFactory.EventExecutorChooser chooser(EventExecutor[] loops) {
        AtomicInteger turn = new AtomicInteger();
        return () -> loops[choice(loops.length, i -> ((Loop) loops[i]).connections(), turn::getAndIncrement)];
    }

    /**
     * The first that is not full, or else the one whose turn it is.
     *
     * @param connections that each has
     * @param turn counts on
     */
    static int choice(int loops, IntUnaryOperator connections, IntSupplier turn) {
        for (int i = 0; i < loops; i++) {
            if (connections.applyAsInt(i) < SHARE) {
                return i;
            }
        }
        return Math.floorMod(turn.getAsInt(), loops);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... arguments) {
        return new Loop(this, executor, handlers);
    }

    private static final class Loop extends SingleThreadIoEventLoop {
        private Loop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handlers) {
            super(parent, executor, handlers);
        }

        /** From any thread. Sockets that listen are among them. */
        int connections() {
            return getNumOfRegisteredChannels();
        }
    }
}
