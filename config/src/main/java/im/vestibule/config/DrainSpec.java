package im.vestibule.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Ours: the {@code drain} table, how a stopping server empties the house.
 *
 * @param delay from the signal to the first goodbye; new connections are not ready to be sent here any more
 * @param period over which the goodbyes are spread
 * @param deadline after which whoever is left is cut off
 * @param seeOtherHost host, with or without port, that clients are sent to (RFC 6120, 4.9.3.19)
 */
public record DrainSpec(Duration delay, Duration period, Duration deadline, Optional<String> seeOtherHost) {

    static DrainSpec read(Section s) {
        return new DrainSpec(
                s.value("delay", NumberTypes.MILLIS_FROM_ZERO, Duration.ZERO),
                s.value("period", NumberTypes.MILLIS_FROM_ZERO, NumberTypes.millis(5000)),
                s.value("deadline", NumberTypes.MILLIS_FROM_ZERO, NumberTypes.millis(30_000)),
                s.optional("see_other_host", AddressTypes.HOST_AND_PORT));
    }
}
