package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.Plan;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import im.vestibule.core.BindFault;
import im.vestibule.core.Door;
import im.vestibule.core.Drain;
import im.vestibule.core.Listener;
import im.vestibule.core.Listeners;
import im.vestibule.core.Loops;
import im.vestibule.core.Staged;
import im.vestibule.core.Transport;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.domain.DomainAdmins;
import im.vestibule.services.domain.Domains;
import im.vestibule.services.personal.PersonalData;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.Store;
import im.vestibule.services.store.StoreException;
import im.vestibule.xmpp.Tls;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. {@link #open} builds everything in order, and so is the map of the program. */
public final class House implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(House.class);

    /** How long goodbyes may take where nobody said. */
    private static final Duration GOODBYE = Duration.ofSeconds(30);

    private final RunFile runFile;
    private final Interior interior;
    private final TlsFiles tls;
    private final Loops loops;
    private final Monitor monitor;
    private final Survey survey;
    private final Lookout lookout;
    private final Readiness readiness;
    private final Listeners listeners;
    private volatile Config config;
    private volatile Certificates certificates;

    private House(
            Config config,
            RunFile runFile,
            Interior interior,
            TlsFiles tls,
            Certificates certificates,
            Loops loops,
            Monitor monitor,
            Survey survey,
            Lookout lookout,
            Readiness readiness,
            Listeners listeners) {
        this.config = config;
        this.runFile = runFile;
        this.interior = interior;
        this.tls = tls;
        this.certificates = certificates;
        this.loops = loops;
        this.monitor = monitor;
        this.survey = survey;
        this.lookout = lookout;
        this.readiness = readiness;
        this.listeners = listeners;
    }

    /** What became of opening; unless opened, nothing is left open. */
    public sealed interface Opening {
        record Opened(House house) implements Opening {}

        /** The configuration cannot be used, or names files that cannot. */
        record Unusable() implements Opening {}

        /** A listener could not be bound. */
        record NotBound(BindFault fault) implements Opening {}
    }

    /**
     * Builds and binds everything.
     *
     * @param reading of the configuration
     * @param report takes every problem, the reading's own among them
     */
    public static Opening open(Reading reading, Consumer<Problem> report, InstantSource clock) {
        Optional<TlsFiles> tls = TlsFiles.ofSound(AuthFiles.check(reading), report);
        if (tls.isEmpty()) {
            return new Opening.Unusable();
        }
        Config config = reading.config().orElseThrow();
        try {
            Optional<RunFile> runFile = RunFile.take(config.storage().directory());
            if (runFile.isPresent()) {
                return open(reading, config, runFile.get(), tls.get(), clock);
            }
            report.accept(
                    storage(reading, "another server runs with this directory", "stop it, or give this one its own"));
        } catch (StoreException | IOException trouble) {
            report.accept(storage(reading, reason(trouble), "see that it is ours to write"));
        }
        tls.get().close();
        return new Opening.Unusable();
    }

    private static Loops loops(Config config) {
        Transport transport = transport(config);
        return config.general()
                .eventLoops()
                .map(count -> Loops.start(transport, count))
                .orElseGet(() -> Loops.filled(transport, LoopCount.usual()));
    }

    private static Problem storage(Reading reading, String what, String hint) {
        return reading.places().problem(Problem.Severity.ERROR, "storage.directory", what, hint);
    }

    static String reason(Throwable trouble) {
        Throwable cause = trouble.getCause();
        return trouble.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }

    private static Opening open(Reading reading, Config config, RunFile runFile, TlsFiles tls, InstantSource clock)
            throws IOException {
        Store store;
        try {
            store = Store.open(config.storage().directory());
        } catch (StoreException trouble) {
            runFile.close();
            throw trouble;
        }
        Readiness readiness = new Readiness(clock);
        Loops loops = loops(config);
        Interior interior = new Interior(config, store, loops, tls.calls(), readiness, clock);
        Survey survey = new Survey(
                config,
                readiness,
                tls,
                interior.sessions(),
                new StatusCounts(interior.tallies(), interior.webTallies()),
                new StorePulse(store),
                clock);
        Lookout lookout = new Lookout(survey);
        Map<String, Door> doors = Doors.of(config, tls.contexts(), interior, lookout.live());
        Figures figures = new Figures(
                readiness,
                store,
                tls,
                interior.tallies(),
                interior.webTallies(),
                interior.bosh(),
                interior.resumptions()::counts,
                loops);
        Monitor monitor = new Monitor(config.metrics(), readiness, figures, loops);
        return switch (monitor.open(List.copyOf(doors.values()))) {
            case Listeners.Opening.Opened(Listeners listeners) -> {
                survey.over(listeners, monitor.listener());
                interior.running().over(listeners);
                figures.watch(listeners);
                interior.samples().from(figures);
                House house = new House(
                        config,
                        runFile,
                        interior,
                        tls,
                        Certificates.keep(tls, clock),
                        loops,
                        monitor,
                        survey,
                        lookout,
                        readiness,
                        listeners);
                house.mark(reading);
                readiness.open();
                lookout.begin();
                yield new Opening.Opened(house);
            }
            case Listeners.Opening.Failed(BindFault fault) -> {
                lookout.close();
                monitor.close();
                loops.close();
                interior.close();
                runFile.close();
                tls.close();
                yield new Opening.NotBound(fault);
            }
        };
    }

    private static Transport transport(Config config) {
        return config.general()
                .transport()
                .map(wanted -> Transport.valueOf(wanted.name()))
                .orElseGet(Transport::usual);
    }

    /** What became of a reload; unless it was done, everything is as it was. */
    public sealed interface Reloading {
        record Done(Plan plan) implements Reloading {}

        /** The configuration cannot be used, or names files that cannot. */
        record Unusable() implements Reloading {}

        /** Some of it cannot be changed while the server runs. */
        record NeedsRestart(Plan plan) implements Reloading {}

        /** A listener could not be bound. */
        record NotBound(BindFault fault) implements Reloading {}
    }

    /**
     * Takes on another configuration, all of it or nothing, and reads certificates again in any case. Listeners that it
     * does not change, and connections that are open, are not touched. May wait.
     *
     * @param report takes every problem, the reading's own among them
     */
    public synchronized Reloading reload(Reading reading, Consumer<Problem> report) {
        Optional<TlsFiles> files = TlsFiles.ofSound(AuthFiles.check(reading), report);
        if (files.isEmpty()) {
            return new Reloading.Unusable();
        }
        Config after = reading.config().orElseThrow();
        Plan plan = Plan.of(config, after);
        if (!plan.isPossible()) {
            files.get().close();
            return new Reloading.NeedsRestart(plan);
        }
        TlsFiles fresh = files.get();
        Interior.Furnishing furnishing;
        try {
            furnishing = interior.furnish(after);
        } catch (StoreException trouble) {
            fresh.close();
            report.accept(storage(reading, reason(trouble), "send SIGHUP again once it can be used"));
            return new Reloading.Unusable();
        }
        Map<String, String> kept = plan.keep().stream()
                .collect(Collectors.toMap(each -> each.door().key(), Plan.Kept::before));
        Map<String, Door> doors = Doors.of(after, tls.contexts(fresh, kept), interior, lookout.live());
        Map<String, Listener> bound = new HashMap<>();
        listeners.all().forEach(listener -> bound.put(listener.name(), listener));
        return switch (listeners.stage(Changes.of(plan, doors, bound))) {
            case Listeners.Staging.Failed(BindFault fault) -> {
                fresh.close();
                yield new Reloading.NotBound(fault);
            }
            case Listeners.Staging.Ready(Staged changes) -> {
                interior.adopt(furnishing, fresh.calls());
                changes.commit();
                tls.become(fresh, kept).forEach((key, old) -> retire(old, Optional.ofNullable(bound.get(key))));
                certificates = certificates.again();
                survey.adopt(after);
                config = after;
                mark(reading);
                yield new Reloading.Done(plan);
            }
        };
    }

    /** A connection that came in before may still start TLS. */
    private static void retire(Tls old, Optional<Listener> listener) {
        listener.ifPresentOrElse(door -> door.departure().addListener(gone -> old.close()), old::close);
    }

    private void mark(Reading reading) {
        try {
            runFile.write(reading.source().orElseThrow());
        } catch (IOException trouble) {
            log.atWarn().addKeyValue("reason", trouble.toString()).log("run_file_not_written");
        }
    }

    public Config config() {
        return config;
    }

    /** Has this done when somebody asks from outside for the end; it must not wait. */
    public void onStop(Runnable stop) {
        interior.running().onStop(stop);
    }

    public Accounts accounts() {
        return interior.accounts();
    }

    public Sessions sessions() {
        return interior.sessions();
    }

    /** The domains that come and go while the server runs; empty without {@code services.service_domain_db}. */
    public Optional<Domains> domains() {
        return interior.domains();
    }

    /** Who administers one domain; empty without {@code services.service_domain_db}. */
    public Optional<DomainAdmins> domainAdmins() {
        return interior.domainAdmins();
    }

    /** What is kept about accounts. */
    public PersonalData personal() {
        return interior.personal();
    }

    public Listeners listeners() {
        return listeners;
    }

    /** What clients are shown now, for those who watch over its end. */
    public List<ServedCertificate> certificates() {
        return tls.certificates();
    }

    /** Reads every file of TLS again, whether or not it seems to have changed. */
    public List<TlsReload> reloadCertificates() {
        return tls.reload();
    }

    public Readiness readiness() {
        return readiness;
    }

    /** What monitoring asks; empty without a {@code metrics} table. */
    public Optional<Listener> monitoring() {
        return monitor.listener();
    }

    /** Everything that is bound, in the order of opening. */
    public List<Listener> bound() {
        return Stream.concat(monitoring().stream(), listeners.all().stream()).toList();
    }

    /** Makes ahead what the first to ask for it would have to wait for, and waits for it. */
    void prepare() {
        interior.engines().prepare();
    }

    /** Empties the house as the table {@code drain} says; {@link #close} it after that. */
    public void drain() throws InterruptedException {
        readiness.drain();
        new Drainage(listeners, interior.bosh(), config.drain()).run();
    }

    /** Says goodbye to whoever is left, all at once, and gives everything back. */
    @Override
    public void close() {
        readiness.drain();
        certificates.close();
        listeners.stopAccepting();
        interior.bosh().dismiss(Duration.ZERO);
        listeners.dismiss(Drain.NOWHERE, Duration.ZERO);
        listeners.awaitEmpty(GOODBYE);
        listeners.abort();
        loops.settle();
        interior.hangUp(GOODBYE);
        lookout.close();
        interior.close();
        monitor.close();
        loops.close();
        tls.close();
        try {
            runFile.close();
        } catch (IOException trouble) {
            log.atWarn().addKeyValue("reason", trouble.toString()).log("run_file_left");
        }
    }
}
