package im.vestibule.core;

import java.time.Duration;

/**
 * When each of many has to go. Evenly, because those who are sent away come back at once, here or elsewhere.
 *
 * @param count how many there are
 * @param period until the last of them has been told
 */
public record Spread(int count, Duration period) {
    /**
     * The turn of one of them.
     *
     * @param index from 0 to {@code count - 1}
     * @return time since the beginning: none for the first, less than the period for the last
     */
    public Duration turn(int index) {
        return period.multipliedBy(index).dividedBy(count);
    }
}
