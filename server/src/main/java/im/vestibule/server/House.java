package im.vestibule.server;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.C2sSpec;
import im.vestibule.config.Config;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import im.vestibule.core.BindFault;
import im.vestibule.core.Door;
import im.vestibule.core.Listener;
import im.vestibule.core.Listeners;
import im.vestibule.core.Loops;
import im.vestibule.core.Transport;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Backend;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Derivation;
import im.vestibule.services.account.Dummy;
import im.vestibule.services.account.Internal;
import im.vestibule.services.account.Pki;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.Store;
import im.vestibule.services.store.StoreException;
import im.vestibule.xmpp.C2sListener;
import im.vestibule.xmpp.Effects;
import im.vestibule.xmpp.Tallies;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. {@link #open} builds everything in order, and so is the map of the program. */
public final class House implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(House.class);

    private final Config config;
    private final Store store;
    private final TlsFiles tls;
    private final Certificates certificates;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Effects effects;
    private final Loops loops;
    private final Monitor monitor;
    private final Readiness readiness;
    private final Listeners listeners;

    private House(
            Config config,
            Store store,
            TlsFiles tls,
            Certificates certificates,
            Accounts accounts,
            Sessions sessions,
            Effects effects,
            Loops loops,
            Monitor monitor,
            Readiness readiness,
            Listeners listeners) {
        this.config = config;
        this.store = store;
        this.tls = tls;
        this.certificates = certificates;
        this.accounts = accounts;
        this.sessions = sessions;
        this.effects = effects;
        this.loops = loops;
        this.monitor = monitor;
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
        if (reading.config().isEmpty()) {
            reading.problems().forEach(report);
            return new Opening.Unusable();
        }
        Config config = reading.config().get();
        TlsFiles tls = TlsFiles.read(config, reading.places());
        Reading whole = reading.and(tls.problems());
        whole.problems().forEach(report);
        if (whole.config().isEmpty()) {
            tls.close();
            return new Opening.Unusable();
        }
        try {
            return open(config, Store.open(config.storage().directory()), tls, clock);
        } catch (StoreException trouble) {
            report.accept(reading.places()
                    .problem(
                            Problem.Severity.ERROR,
                            "storage.directory",
                            reason(trouble),
                            "see that it is ours to write"));
            tls.close();
            return new Opening.Unusable();
        }
    }

    private static String reason(Throwable trouble) {
        Throwable cause = trouble.getCause();
        return trouble.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }

    private static Opening open(Config config, Store store, TlsFiles tls, InstantSource clock) {
        Accounts accounts = accounts(config, store);
        Sessions sessions = new Sessions();
        // A host's registration sends messages through the router, which is built on the hosts.
        CompletableFuture<Router> post = new CompletableFuture<>();
        HostBuilder builder = new HostBuilder(
                config, store, sessions, accounts, message -> post.join().announce(message), clock);
        Hosts hosts =
                new Hosts(config.general().hosts().stream().map(builder::build).toList());
        Presences presences = new Presences(sessions, hosts);
        Router router = new Router(hosts, sessions, accounts, presences);
        post.complete(router);
        Effects effects = new Effects();
        Tallies tallies = new Tallies();
        C2sListener.Services services = new C2sListener.Services(
                config.general().defaultServerDomain(),
                config.general().language(),
                hosts,
                accounts,
                new Binding(hosts, sessions, presences),
                router,
                effects,
                tallies);
        List<Door> doors = doors(config, tls, services);
        Loops loops =
                Loops.start(transport(config), config.general().eventLoops().orElse(LoopCount.usual()));
        Readiness readiness = new Readiness();
        Monitor monitor = new Monitor(config.metrics(), readiness, store, tls, tallies, loops);
        return switch (monitor.open(doors)) {
            case Listeners.Opening.Opened(Listeners listeners) -> {
                readiness.open();
                yield new Opening.Opened(new House(
                        config,
                        store,
                        tls,
                        Certificates.keep(tls, clock),
                        accounts,
                        sessions,
                        effects,
                        loops,
                        monitor,
                        readiness,
                        listeners));
            }
            case Listeners.Opening.Failed(BindFault fault) -> {
                monitor.close();
                loops.close();
                effects.close();
                store.close();
                tls.close();
                yield new Opening.NotBound(fault);
            }
        };
    }

    private static List<Door> doors(Config config, TlsFiles tls, C2sListener.Services services) {
        List<Door> doors = new ArrayList<>();
        List<C2sSpec> c2s = config.listen().c2s();
        for (int i = 0; i < c2s.size(); i++) {
            String key = "listen.c2s[" + i + "]";
            doors.add(C2sListener.door(
                    key, c2s.get(i), Optional.ofNullable(tls.contexts().get(key)), services));
        }
        return doors;
    }

    private static Accounts accounts(Config config, Store store) {
        Decoys decoys = Decoys.of(store);
        Derivation derivation = new Derivation();
        Map<String, Accounts.Domain> domains = new LinkedHashMap<>();
        for (String host : config.general().hosts()) {
            AuthSpec auth = config.forHost(host).auth();
            List<Backend> backends = new ArrayList<>();
            for (AuthMethod method : auth.methods()) {
                switch (method) {
                    case INTERNAL -> backends.add(new Internal(store, derivation, decoys, auth.password()));
                    case PKI -> backends.add(new Pki());
                    case DUMMY -> backends.add(new Dummy(auth.dummy().orElseThrow(), new Random(), Thread::sleep));
                    // None of these is built; the configuration's warnings say so.
                    case RDBMS, EXTERNAL, ANONYMOUS, LDAP, JWT, HTTP -> {}
                }
            }
            domains.put(host, Accounts.Domain.of(auth, backends));
        }
        return new Accounts(domains, decoys);
    }

    private static Transport transport(Config config) {
        return config.general()
                .transport()
                .map(wanted -> Transport.valueOf(wanted.name()))
                .orElseGet(Transport::usual);
    }

    public Config config() {
        return config;
    }

    public Accounts accounts() {
        return accounts;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Listeners listeners() {
        return listeners;
    }

    /** What clients are shown now, for those who watch over its end. */
    public List<ServedCertificate> certificates() {
        return tls.certificates();
    }

    /** Reads the files of every listener's {@code tls} table again, whether or not they seem to have changed. */
    public List<TlsReload> reloadCertificates() {
        return tls.reload();
    }

    /** What monitoring asks; empty without a {@code metrics} table. */
    public Optional<Listener> monitoring() {
        return monitor.listener();
    }

    /** Everything that is bound, in the order of opening. */
    public List<Listener> bound() {
        return Stream.concat(monitoring().stream(), listeners.all().stream()).toList();
    }

    /** Says goodbye to everybody, within {@code drain.deadline}, and gives everything back. */
    @Override
    public void close() {
        readiness.drain();
        certificates.close();
        listeners.stopAccepting();
        int cut = listeners.drain(config.drain().deadline());
        if (cut > 0) {
            log.atWarn().addKeyValue("connections", cut).log("drain_incomplete");
        }
        effects.close();
        monitor.close();
        loops.close();
        store.close();
        tls.close();
    }
}
