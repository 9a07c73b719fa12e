package im.vestibule.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import im.vestibule.config.GeneralSpec.LogLevel;
import im.vestibule.config.LogSpec.Format;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** One line per event on stderr: time, level, the event's name, then its facts. Found by logback as a service. */
public final class Logging extends ContextAwareBase implements Configurator {
    // Whatever a value holds, it stays on its line.
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSX, UTC} %-5level "
            + "%replace(%msg %kvp{NONE}){'[\\x00-\\x1F\\x7F]', ' '}%n%ex{short}";

    private static final String OURS = "im.vestibule";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        appender.setName("console");
        attach(context, appender, Format.TEXT);
        level(context, LogLevel.WARNING);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Applies the file's wishes. */
    static void apply(LogLevel level, Format format) {
        apply(context(), level, format);
    }

    /** Logback remembers every appender that it was ever given, so there is none anew for each reload. */
    static void apply(LoggerContext context, LogLevel level, Format format) {
        if (root(context).getAppender(format.name()) == null) {
            OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
            appender.setOutputStream(new Stderr());
            appender.setName(format.name());
            attach(context, appender, format);
        }
        level(context, level);
    }

    /** Changes what is logged, and nothing else. */
    static void apply(LogLevel level) {
        level(context(), level);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static void level(LoggerContext context, LogLevel level) {
        context.getLogger(OURS).setLevel(level(level));
    }

    /** In place of all others. A line that is written at this very moment comes twice rather than not at all. */
    private static void attach(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Format format) {
        appender.setContext(context);
        appender.setEncoder(encoder(context, format));
        appender.start();
        Logger root = root(context);
        List<Appender<ILoggingEvent>> before = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(before::add);
        root.addAppender(appender);
        before.forEach(other -> {
            root.detachAppender(other);
            other.stop();
        });
        root.setLevel(Level.WARN);
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
        return switch (format) {
            case TEXT -> {
                PatternLayoutEncoder encoder = new PatternLayoutEncoder();
                encoder.setContext(context);
                encoder.setPattern(LINE);
                encoder.start();
                yield encoder;
            }
            case JSON -> {
                JsonLines encoder = new JsonLines();
                encoder.setContext(context);
                encoder.start();
                yield encoder;
            }
        };
    }

    /** The levels of syslog, as MongooseIM names them, mapped to the nearest of ours. */
    private static Level level(LogLevel level) {
        return switch (level) {
            case NONE -> Level.OFF;
            case EMERGENCY, ALERT, CRITICAL, ERROR -> Level.ERROR;
            case WARNING -> Level.WARN;
            case NOTICE, INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case ALL -> Level.TRACE;
        };
    }
}
