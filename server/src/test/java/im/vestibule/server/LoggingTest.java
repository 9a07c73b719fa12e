package im.vestibule.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import im.vestibule.config.GeneralSpec.LogLevel;
import im.vestibule.config.LogSpec.Format;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
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

    private static List<Appender<ILoggingEvent>> appenders(LoggerContext context) {
        List<Appender<ILoggingEvent>> all = new ArrayList<>();
        context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(all::add);
        return all;
    }

    @Test
    void changesNothingButTheLevelWithAReloadThatChangesNothingElse() {
        LoggerContext context = new LoggerContext();
        Logging.apply(context, LogLevel.INFO, Format.TEXT);
        List<Appender<ILoggingEvent>> before = appenders(context);
        int told = context.getStatusManager().getCount();

        Logging.apply(context, LogLevel.ERROR, Format.TEXT);

        assertThat(appenders(context)).isEqualTo(before).hasSize(1);
        assertThat(context.getStatusManager().getCount()).isEqualTo(told);
        assertThat(context.getLogger("im.vestibule").getLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void writesInOneFormatAtATime() {
        LoggerContext context = new LoggerContext();
        Logging.apply(context, LogLevel.INFO, Format.TEXT);
        List<Appender<ILoggingEvent>> before = appenders(context);

        Logging.apply(context, LogLevel.INFO, Format.JSON);

        assertThat(appenders(context)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(before).noneMatch(Appender::isStarted);
    }
}
