package im.vestibule.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import im.vestibule.config.LogSpec.Format;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LoggingTest {
    private static String line(KeyValuePair... facts) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(context);
        event.setInstant(Instant.parse("2026-11-26T10:11:12.345678Z"));
        event.setLevel(Level.INFO);
        event.setMessage("said");
        for (KeyValuePair fact : facts) {
            event.addKeyValuePair(fact);
        }
        return new String(Logging.encoder(context, Format.TEXT).encode(event), UTF_8);
    }

    @Test
    void saysTimeLevelEventAndFacts() {
        assertThat(line(new KeyValuePair("connection", "1z"), new KeyValuePair("sockets", 2)))
                .isEqualTo("2026-11-26T10:11:12.345Z INFO  said connection=1z sockets=2\n");
    }

    @Test
    void letsNothingForgeALine() {
        assertThat(line(new KeyValuePair("text", "a\r\n2026 ERROR b\u0000")))
                .isEqualTo("2026-11-26T10:11:12.345Z INFO  said text=a  2026 ERROR b \n");
    }
}
