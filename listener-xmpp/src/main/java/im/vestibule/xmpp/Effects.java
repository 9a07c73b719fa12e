package im.vestibule.xmpp;

import im.vestibule.services.log.Tap;
import io.netty.channel.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what may wait on virtual threads and brings the result back to a loop. */
public final class Effects implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Effects.class);

    private final ExecutorService threads;
    private final Tap mistakes = new Tap();

    public Effects() {
        this(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("effect-", 0).factory()));
    }

    Effects(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Each stream has at most one effect unfinished, which bounds how many there are.
     *
     * @param done takes the result, on the loop
     * @param failed takes what work or {@code done} have thrown, on the loop
     */
    <T> void run(EventLoop loop, Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        threads.execute(() -> {
            try {
                T result = work.get();
                loop.execute(() -> tell(result, done, failed));
            } catch (RuntimeException | Error failure) {
                loop.execute(() -> failed.accept(failure));
            }
        });
    }

    /** What goes wrong on the loop is a failure, too: whoever waits for the answer would wait for ever. */
    private static <T> void tell(T result, Consumer<T> done, Consumer<Throwable> failed) {
        try {
            done.accept(result);
        } catch (RuntimeException | Error failure) {
            failed.accept(failure);
        }
    }

    /** Nobody waits for the end of it. Once this is being closed nothing more begins, such as a call to another server. */
    public void run(Runnable work) {
        try {
            threads.execute(() -> attempt(work));
        } catch (RejectedExecutionException _) {
            log.atDebug().log("effect_not_begun");
        }
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            // A client may be able to have the same go wrong with each stanza.
            mistakes.take(System.nanoTime())
                    .ifPresent(unreported -> log.atError()
                            .addKeyValue("unreported", unreported)
                            .setCause(failure)
                            .log("effect_failed"));
        }
    }

    /** Waits until everything begun is done. */
    @Override
    public void close() {
        threads.close();
    }
}
