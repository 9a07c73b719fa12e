package im.vestibule.services.change;

import im.vestibule.model.Jid;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One at a time per account, first come first served; accounts do not wait for each other. Whoever waits is a virtual
 * thread.
 */
public final class Turns {
    private static final class Turn {
        final ReentrantLock lock = new ReentrantLock(true);
        /** Those inside and those waiting; changed under the map's own lock. */
        int callers;
    }

    private final ConcurrentHashMap<Jid, Turn> turns = new ConcurrentHashMap<>();

    /** Runs the action alone for this account, inside an earlier turn of the same thread too. */
    public <T> T take(Jid account, Supplier<T> action) {
        Turn turn = turns.compute(account, (key, present) -> {
            Turn joined = present == null ? new Turn() : present;
            joined.callers++;
            return joined;
        });
        turn.lock.lock();
        try {
            return action.get();
        } finally {
            turn.lock.unlock();
            turns.compute(account, (key, present) -> --turn.callers == 0 ? null : turn);
        }
    }

    /** Accounts that somebody has a turn for, or waits for. */
    public int size() {
        return turns.size();
    }
}
