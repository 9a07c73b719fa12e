package im.vestibule.services.ldap;

import java.time.Duration;

/**
 * When something must be over.
 *
 * @param nanos of {@link System#nanoTime}
 */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Milliseconds. One even if it is over, as zero has another meaning to those who wait. */
    int left() {
        return Math.clamp((nanos - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
    }

    /** By when one of so many must be over, so that the others have as much time. */
    Deadline share(int among) {
        long now = System.nanoTime();
        return new Deadline(now + (nanos - now) / among);
    }
}
