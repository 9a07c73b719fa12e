package im.vestibule.server;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.C2sSpec;
import im.vestibule.config.Config;
import im.vestibule.core.BindFault;
import im.vestibule.core.Door;
import im.vestibule.core.Listeners;
import im.vestibule.core.Loops;
import im.vestibule.core.Transport;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Backend;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Derivation;
import im.vestibule.services.account.Internal;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.Store;
import im.vestibule.xmpp.C2sListener;
import im.vestibule.xmpp.Effects;
import im.vestibule.xmpp.Tls;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. {@link #open} builds everything in order, and so is the map of the program. */
public final class House implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(House.class);

    private final Config config;
    private final Store store;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Effects effects;
    private final Loops loops;
    private final Listeners listeners;

    private House(
            Config config,
            Store store,
            Accounts accounts,
            Sessions sessions,
            Effects effects,
            Loops loops,
            Listeners listeners) {
        this.config = config;
        this.store = store;
        this.accounts = accounts;
        this.sessions = sessions;
        this.effects = effects;
        this.loops = loops;
        this.listeners = listeners;
    }

    /** What became of opening. */
    public sealed interface Opening {
        record Opened(House house) implements Opening {}

        /** A listener could not be bound; nothing is left open. */
        record NotBound(BindFault fault) implements Opening {}
    }

    /**
     * Builds and binds everything.
     *
     * @param contexts the TLS of each listener that has a {@code tls} table, by its key
     */
    public static Opening open(Config config, Map<String, Tls> contexts, InstantSource clock) {
        Store store = Store.open(config.storage().directory());
        Accounts accounts = accounts(config, store);
        Sessions sessions = new Sessions();
        // A host's registration sends messages through the router, which is built on the hosts.
        CompletableFuture<Router> post = new CompletableFuture<>();
        HostBuilder builder = new HostBuilder(
                config, store, sessions, accounts, message -> post.join().announce(message), clock);
        List<Host> served =
                config.general().hosts().stream().map(builder::build).toList();
        Hosts hosts = new Hosts(served);
        Presences presences = new Presences(sessions, hosts);
        Binding binding = new Binding(hosts, sessions, presences);
        Router router = new Router(hosts, sessions, accounts, presences);
        post.complete(router);
        Effects effects = new Effects();
        Loops loops =
                Loops.start(transport(config), config.general().eventLoops().orElse(LoopCount.usual()));

        C2sListener.Services services = new C2sListener.Services(
                config.general().defaultServerDomain(),
                config.general().language(),
                hosts,
                accounts,
                binding,
                router,
                effects);
        List<Door> doors = new ArrayList<>();
        List<C2sSpec> c2s = config.listen().c2s();
        for (int i = 0; i < c2s.size(); i++) {
            String key = "listen.c2s[" + i + "]";
            doors.add(C2sListener.door(key, c2s.get(i), Optional.ofNullable(contexts.get(key)), services));
        }
        return switch (Listeners.open(doors, loops)) {
            case Listeners.Opening.Opened(Listeners listeners) ->
                new Opening.Opened(new House(config, store, accounts, sessions, effects, loops, listeners));
            case Listeners.Opening.Failed(BindFault fault) -> {
                loops.close();
                effects.close();
                store.close();
                yield new Opening.NotBound(fault);
            }
        };
    }

    private static Accounts accounts(Config config, Store store) {
        Decoys decoys = Decoys.of(store);
        Derivation derivation = new Derivation();
        Map<String, Accounts.Domain> domains = new LinkedHashMap<>();
        for (String host : config.general().hosts()) {
            AuthSpec auth = config.forHost(host).auth();
            List<Backend> backends = new ArrayList<>();
            for (AuthMethod method : auth.methods()) {
                if (method == AuthMethod.INTERNAL) {
                    backends.add(new Internal(store, derivation, decoys, auth.password()));
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

    /** Says goodbye to everybody, within {@code drain.deadline}, and gives everything back. */
    @Override
    public void close() {
        listeners.stopAccepting();
        int cut = listeners.drain(config.drain().deadline());
        if (cut > 0) {
            log.atWarn().addKeyValue("connections", cut).log("drain_incomplete");
        }
        effects.close();
        loops.close();
        store.close();
    }
}
