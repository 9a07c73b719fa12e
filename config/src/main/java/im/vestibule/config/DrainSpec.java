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
 * @param seeOtherUri where clients with a WebSocket are sent to (RFC 7395, 3.6.1)
 */
public record DrainSpec(
        Duration delay,
        Duration period,
        Duration deadline,
        Optional<String> seeOtherHost,
        Optional<String> seeOtherUri) {
    private static final Type<String> URI = Type.text(
            "a URL that starts with wss:// or ws://",
            "URLs that start with wss:// or ws://",
            (value, uri) -> uri.matches("wss?://[^\\s\"'<>\\\\]+") ? Optional.of(uri) : value.wrong("", ""));

    static DrainSpec read(Section s) {
        return new DrainSpec(
                s.value("delay", NumberTypes.MILLIS_FROM_ZERO, Duration.ZERO),
                s.value("period", NumberTypes.MILLIS_FROM_ZERO, NumberTypes.millis(5000)),
                s.value("deadline", NumberTypes.MILLIS_FROM_ZERO, NumberTypes.millis(30_000)),
                s.optional("see_other_host", AddressTypes.HOST_AND_PORT),
                s.optional("see_other_uri", URI));
    }
}
