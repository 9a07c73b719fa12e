package im.vestibule.it;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a server's log.
 *
 * @param second when, in Unix time
 * @param text everything that it shows
 */
record LogLine(long second, Level level, String event, String text) {
    static LogLine of(ILoggingEvent event) {
        return new LogLine(event.getInstant().getEpochSecond(), event.getLevel(), event.getMessage(), Log.text(event));
    }

    /** One with {@code log.format = "json"}; anything else is a fault, such as what the JVM says. */
    static LogLine read(String line) {
        if (!line.startsWith("{")) {
            return new LogLine(0, Level.ERROR, "", line);
        }
        JsonNode fields = JsonMapper.shared().readTree(line);
        return new LogLine(
                Instant.parse(fields.path("time").asString()).getEpochSecond(),
                Level.valueOf(fields.path("level").asString()),
                fields.path("event").asString(),
                line);
    }
}
