package im.vestibule.core;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;

/** Loops that connections go to in turns, perhaps once one after the other is filled up. */
final class LoopGroup extends MultiThreadIoEventLoopGroup {
    /** What a loop was given to do holds it up no longer than this before it looks at its sockets again; Netty's own bound is a second. */
    private static final long TASKS_MS = 5;

    /**
     * @param share connections that a loop takes on before the next one is needed
     */
    LoopGroup(int count, int share, IoHandlerFactory handlers) {
        super(
                count,
                new ThreadPerTaskExecutor(new DefaultThreadFactory("loop", true)),
                handlers,
                (EventExecutorChooserFactory) loops -> chooser(loops, share));
    }

    private static EventExecutorChooserFactory.EventExecutorChooser chooser(EventExecutor[] loops, int share) {
        AtomicInteger turn = new AtomicInteger();
        return () -> loops[choice(loops.length, share, i -> ((Loop) loops[i]).connections(), turn::getAndIncrement)];
    }

    /**
     * The first that is not full, or else the one whose turn it is.
     *
     * @param connections that each has
     * @param turn counts on
     */
    static int choice(int loops, int share, IntUnaryOperator connections, IntSupplier turn) {
        for (int i = 0; i < loops; i++) {
            if (connections.applyAsInt(i) < share) {
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
            super(parent, executor, handlers, Integer.MAX_VALUE, RejectedExecutionHandlers.reject(), TASKS_MS);
        }

        /** From any thread. Sockets that listen are among them. */
        int connections() {
            return getNumOfRegisteredChannels();
        }
    }
}
