package im.vestibule.load;

import java.time.Duration;

/**
 * When messages are counted.
 *
 * @param warmup before that, from the first message
 * @param measured how long
 * @param settle silence after the logins
 * @param drain how long messages may take to arrive after the end, before they are lost
 */
public record Window(Duration warmup, Duration measured, Duration settle, Duration drain) {
    /** Half a second of silence first, and five for stragglers. */
    public static Window of(Duration warmup, Duration measured) {
        return new Window(warmup, measured, Duration.ofMillis(500), Duration.ofSeconds(5));
    }
}
