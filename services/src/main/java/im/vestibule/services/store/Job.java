package im.vestibule.services.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** One piece of work on its way through the writer. Only the writer's thread runs and settles it; any thread may wait. */
final class Job<T> {
    private sealed interface Outcome<T> {
        record Done<T>(T value) implements Outcome<T> {}

        record Failed<T>(Throwable reason) implements Outcome<T> {}
    }

    private final Work<T> work;
    private final Consumer<Throwable> onFailure;
    private final CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
    private @Nullable Outcome<T> outcome;

    /**
     * @param onFailure called by the writer before it answers
     */
    Job(Work<T> work, Consumer<Throwable> onFailure) {
        this.work = work;
        this.onFailure = onFailure;
    }

    /** @return whether what the work wrote is to stay */
    boolean run(Handle handle) {
        try {
            outcome = new Outcome.Done<>(work.run(handle));
            return true;
        } catch (SQLException | JdbiException e) {
            outcome = new Outcome.Failed<>(new StoreException("cannot write to the store", e));
        } catch (Throwable e) {
            // The caller's own mistake, or an error: it is the caller's to handle, the writer goes on.
            outcome = new Outcome.Failed<>(e);
        }
        return false;
    }

    /** Answers with what came of {@link #run}, now that it is committed. */
    void settle() {
        if (outcome == null) {
            throw new IllegalStateException("settled before it ran");
        }
        answer(outcome);
    }

    /** Answers that nothing came of it. */
    void fail(Throwable reason) {
        answer(outcome instanceof Outcome.Failed<T> own ? own : new Outcome.Failed<>(reason));
    }

    private void answer(Outcome<T> settled) {
        if (settled instanceof Outcome.Failed<T> failed) {
            onFailure.accept(failed.reason());
        }
        answer.complete(settled);
    }

    /** Waits, even if interrupted: the work may be on its way to the disk. */
    T await() {
        return switch (answer.join()) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Failed<T>(RuntimeException e) -> throw e;
            case Outcome.Failed<T>(Error e) -> throw e;
            case Outcome.Failed<T>(Throwable e) -> throw new StoreException("cannot write to the store", e);
        };
    }
}
