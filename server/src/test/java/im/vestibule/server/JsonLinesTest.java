package im.vestibule.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import im.vestibule.config.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
    private final JsonLines lines = new JsonLines();

    private static LoggingEvent event(String name, KeyValuePair... facts) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setInstant(Instant.parse("2026-11-26T10:11:12.345678Z"));
        event.setLevel(Level.INFO);
        event.setMessage(name);
        for (KeyValuePair fact : facts) {
            event.addKeyValuePair(fact);
        }
        return event;
    }

    private String line(LoggingEvent event) {
        return new String(lines.encode(event), UTF_8);
    }

    @Test
    void writesOneObjectPerLineWithTheFactsBesideTheEvent() {
        assertThat(line(event(
                        "session_opened",
                        new KeyValuePair("connection", "1z"),
                        new KeyValuePair("listener", "listen.c2s[0]"),
                        new KeyValuePair("sockets", 2),
                        new KeyValuePair("secure", true))))
                .isEqualTo("{\"time\":\"2026-11-26T10:11:12.345Z\",\"level\":\"INFO\",\"event\":\"session_opened\","
                        + "\"connection\":\"1z\",\"listener\":\"listen.c2s[0]\",\"sockets\":2,\"secure\":true}\n");
    }

    @Test
    void masksSecrets() {
        assertThat(line(event("tried", new KeyValuePair("password", new Secret("rosebud")))))
                .contains("\"password\":\"***\"")
                .doesNotContain("rosebud");
    }

    @Test
    void letsNothingForgeALineOrWhatEveryLineHas() {
        assertThat(line(event("said", new KeyValuePair("text", "a\"}\n{\u0000"), new KeyValuePair("level", "ERROR"))))
                .isEqualTo("{\"time\":\"2026-11-26T10:11:12.345Z\",\"level\":\"INFO\",\"event\":\"said\","
                        + "\"text\":\"a\\\"}\\n{\\u0000\"}\n");
    }

    @Test
    void tellsOfAnException() {
        LoggingEvent event = event("stream_failed");
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("out of order")));
        assertThat(line(event))
                .contains("\"error\":\"java.lang.IllegalStateException: out of order\",\"stack\":\"java.lang.Illegal")
                .endsWith("\"}\n")
                .containsOnlyOnce("\n");
    }
}
