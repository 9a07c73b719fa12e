package im.vestibule.xmpp;

import io.netty.channel.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does what may wait on virtual threads and brings the result back to a loop. */
public final class Effects implements AutoCloseable {
    private final ExecutorService threads;

    public Effects() {
        this(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("effect-", 0).factory()));
    }

    Effects(ExecutorService threads) {
        this.threads = threads;
    }

    /** Each stream has at most one effect unfinished, which bounds how many there are. */
    <T> void run(EventLoop loop, Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        threads.execute(() -> {
            try {
                T result = work.get();
                loop.execute(() -> done.accept(result));
            } catch (RuntimeException | Error failure) {
                loop.execute(() -> failed.accept(failure));
            }
        });
    }

    /** Nobody waits for the end of it. */
    public void run(Runnable work) {
        threads.execute(work);
    }

    /** Waits until everything begun is done. */
    @Override
    public void close() {
        threads.close();
    }
}
