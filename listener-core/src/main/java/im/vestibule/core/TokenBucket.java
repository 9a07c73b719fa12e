package im.vestibule.core;

/**
 * Tokens that come at a steady rate and of which no more than one second's worth is ever there. Full at first. Times are
 * those of {@link System#nanoTime}. For one thread at a time.
 */
public final class TokenBucket {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLISECOND = 1_000_000;

    private final long rate;
    // In billionths of a token, so that every nanosecond brings a whole number of them.
    private long available;
    private long last;

    /**
     * @param rate tokens per second, from 1; a rate above {@link Integer#MAX_VALUE} counts as that
     */
    public TokenBucket(long rate, long now) {
        this.rate = Math.min(rate, Integer.MAX_VALUE);
        available = this.rate * SECOND;
        last = now;
    }

    /**
     * Takes tokens, even if they are not there yet.
     *
     * @return nanoseconds until they are all paid for, in whole milliseconds; what rounding up gives too much counts
     *     towards the next time, and the wait itself brings no tokens
     */
    public long take(int tokens, long now) {
        refill(now);
        long over = tokens * SECOND - available;
        if (over <= 0) {
            available = -over;
        } else {
            long delay = Math.ceilDiv(over, rate * MILLISECOND);
            available = delay * rate * MILLISECOND - over;
            last += delay * MILLISECOND;
        }
        return Math.max(0, last - now);
    }

    /** Takes one token if it is there. */
    public boolean tryTake(long now) {
        refill(now);
        if (available < SECOND) {
            return false;
        }
        available -= SECOND;
        return true;
    }

    /** While somebody waits for tokens already taken, the clock stands in the future and none come. */
    private void refill(long now) {
        long passed = now - last;
        if (passed > 0) {
            long full = rate * SECOND;
            available = passed >= SECOND ? full : Math.min(full, available + rate * passed);
            last = now;
        }
    }
}
