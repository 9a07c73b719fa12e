package im.vestibule.server;

import im.vestibule.admin.command.Machine;
import im.vestibule.config.Config;
import im.vestibule.config.GeneralSpec.LogLevel;
import im.vestibule.core.Connector;
import im.vestibule.core.Listener;
import im.vestibule.core.Listeners;
import im.vestibule.services.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process, as commands from outside see it. From any thread. */
final class Running implements Machine {
    private static final Logger log = LoggerFactory.getLogger(Running.class);

    private final Path directory;
    private final Store store;
    private final Connector connector;
    private final InstantSource clock;
    private final Instant start;
    private volatile LogLevel level;
    private volatile Optional<Runnable> stop = Optional.empty();
    private volatile Optional<Listeners> listeners = Optional.empty();

    /** @param connector opens connections to other servers */
    Running(Config config, Store store, Connector connector, InstantSource clock) {
        this.directory = config.storage().directory();
        this.store = store;
        this.connector = connector;
        this.clock = clock;
        start = clock.instant();
        level = config.general().loglevel();
    }

    /** The level is that of the file again. */
    void adopt(Config config) {
        level = config.general().loglevel();
    }

    /** From now on, these are the listeners. */
    void over(Listeners opened) {
        listeners = Optional.of(opened);
    }

    void onStop(Runnable action) {
        stop = Optional.of(action);
    }

    @Override
    public String version() {
        return Build.VERSION;
    }

    @Override
    public Duration uptime() {
        return Duration.between(start, clock.instant());
    }

    @Override
    public LogLevel loglevel() {
        return level;
    }

    @Override
    public void loglevel(LogLevel wanted) {
        Logging.apply(wanted);
        level = wanted;
        log.atInfo().addKeyValue("level", wanted).log("loglevel_changed");
    }

    @Override
    public boolean stop() {
        Optional<Runnable> action = stop;
        if (action.isPresent()) {
            log.atInfo().log("stop_requested");
            action.get().run();
        }
        return action.isPresent();
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public List<String> tables() {
        return store.read(handle -> handle.select("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                .mapTo(String.class)
                .list());
    }

    @Override
    public long incomingServers() {
        return listeners.stream()
                .flatMap(open -> Stream.concat(open.all().stream(), open.leaving().stream()))
                .filter(Figures::federates)
                .mapToLong(Listener::connections)
                .sum();
    }

    @Override
    public long outgoingServers() {
        return connector.connections();
    }
}
