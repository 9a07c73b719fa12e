package im.vestibule.core;

import im.vestibule.core.Tally.Refusal;
import io.netty.channel.Channel;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns connections away without a word to them. Those who share it have one voice for each cause. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final Map<Refusal, Throttled> voices = new EnumMap<>(Refusal.class);

    /**
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    Refusals(LongSupplier clock) {
        for (Refusal cause : Refusal.values()) {
            voices.put(cause, new Throttled(clock));
        }
    }

    /**
     * Closes a connection, counts it and says so. At most once for each, on its event loop.
     *
     * @param reason for the operator; nothing of what was sent is in it
     */
    void refuse(Channel channel, Refusal cause, String reason) {
        Connection connection = Connection.of(channel);
        connection.refuse(cause);
        Objects.requireNonNull(voices.get(cause))
                .say(
                        channel.eventLoop(),
                        () -> connection
                                .on(log.atInfo())
                                .addKeyValue("cause", cause)
                                .addKeyValue("reason", reason)
                                .log("connection_refused"),
                        more -> log.atInfo()
                                .addKeyValue("cause", cause)
                                .addKeyValue("connections", more)
                                .log("connections_refused"));
        var _ = channel.close();
    }
}
