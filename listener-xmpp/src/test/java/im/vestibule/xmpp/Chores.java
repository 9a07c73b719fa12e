package im.vestibule.xmpp;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Threads that do nothing until they are told to. */
final class Chores extends AbstractExecutorService {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean dead;

    @Override
    public void execute(Runnable task) {
        if (!dead) {
            tasks.add(task);
        }
    }

    /** Does the next thing; false if there is nothing. */
    boolean work() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** As if the process had been killed. */
    void kill() {
        dead = true;
        tasks.clear();
    }

    @Override
    public void shutdown() {
        kill();
    }

    @Override
    public List<Runnable> shutdownNow() {
        kill();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return dead;
    }

    @Override
    public boolean isTerminated() {
        return dead;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return dead;
    }
}
