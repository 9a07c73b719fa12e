package im.vestibule.it;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What the server logs, with everything switched on. The console still gets warnings only. */
final class Log extends AppenderBase<ILoggingEvent> {
    private static final Log ALL = attached();

    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<String> secrets = new ConcurrentLinkedQueue<>();

    private Log() {}

    /** The one of this JVM. */
    static Log all() {
        return ALL;
    }

    private static Log attached() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        for (Iterator<Appender<ILoggingEvent>> others = root.iteratorForAppenders(); others.hasNext(); ) {
            ThresholdFilter warnings = new ThresholdFilter();
            warnings.setLevel(Level.WARN.levelStr);
            warnings.start();
            others.next().addFilter(warnings);
        }
        Log log = new Log();
        log.setContext(context);
        log.start();
        root.addAppender(log);
        ours().setLevel(Level.TRACE);
        return log;
    }

    private static Logger ours() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("im.vestibule");
    }

    /** For tests in which the server is told to log less: once it is closed, everything is switched on as before. */
    static AutoCloseable keptLevel() {
        Level before = ours().getLevel();
        return () -> ours().setLevel(before);
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        events.add(event);
    }

    /** No line may tell this, until {@link #take}. */
    void mustNotTell(String secret) {
        secrets.add(secret);
    }

    /**
     * What is known since the last call.
     *
     * @param secrets what no event may tell
     */
    record Taken(List<ILoggingEvent> events, List<String> secrets) {}

    Taken take() {
        return new Taken(drain(events), drain(secrets));
    }

    private static <T> List<T> drain(Queue<T> queue) {
        List<T> drained = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            drained.add(next);
        }
        return drained;
    }

    /** Everything that a line may show of an event. */
    static String text(ILoggingEvent event) {
        return event.getLevel() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
}
