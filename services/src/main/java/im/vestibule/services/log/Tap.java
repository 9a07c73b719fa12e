package im.vestibule.services.log;

import java.util.OptionalLong;

/** Lets a few log lines through each second, and counts the others. From any thread; the lock is held for a few steps. */
public final class Tap {
    static final int PER_SECOND = 10;

    private static final long SECOND_NANOS = 1_000_000_000;

    private final int most;
    private boolean begun;
    private long start;
    private int taken;
    private long silent;

    /** Ten of them. */
    public Tap() {
        this(PER_SECOND);
    }

    /**
     * @param most lines a second
     */
    public Tap(int most) {
        this.most = most;
    }

    /**
     * @param now nanoseconds since any moment
     * @return if this line may be written, how many were not since the last one that was
     */
    public synchronized OptionalLong take(long now) {
        if (!begun || now - start >= SECOND_NANOS) {
            begun = true;
            start = now;
            taken = 0;
        }
        if (taken == most) {
            silent++;
            return OptionalLong.empty();
        }
        taken++;
        long unreported = silent;
        silent = 0;
        return OptionalLong.of(unreported);
    }
}
