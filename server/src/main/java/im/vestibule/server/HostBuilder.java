package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.DiscoSpec;
import im.vestibule.config.ModulesSpec;
import im.vestibule.config.RosterSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.blocking.BlockingHandler;
import im.vestibule.services.blocking.SqlBlockStore;
import im.vestibule.services.disco.DiscoInfo;
import im.vestibule.services.disco.DiscoItems;
import im.vestibule.services.host.Host;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.iq.LegacySession;
import im.vestibule.services.iq.Ping;
import im.vestibule.services.iq.Time;
import im.vestibule.services.iq.Version;
import im.vestibule.services.last.Last;
import im.vestibule.services.last.LastHandler;
import im.vestibule.services.last.SqlLastStore;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.offline.SqlOfflineStore;
import im.vestibule.services.register.RegisterHandler;
import im.vestibule.services.register.Registration;
import im.vestibule.services.register.Throttle;
import im.vestibule.services.roster.RosterHandler;
import im.vestibule.services.roster.RosterLimits;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.roster.SqlRosterStore;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds what one domain offers from the modules that are switched on for it. */
final class HostBuilder {
    /** Roster items, and block list entries, that stay in memory. */
    private static final long CACHED = 100_000;

    /** Addresses on one block list. */
    private static final int BLOCKED = 10_000;

    private final Config config;
    private final Store store;
    private final Sessions sessions;
    private final Accounts accounts;
    private final Consumer<XmlElement> post;
    private final InstantSource clock;
    private final Instant start;
    private final Throttle throttle;

    /**
     * @param post takes messages that the server itself sends
     */
    HostBuilder(
            Config config,
            Store store,
            Sessions sessions,
            Accounts accounts,
            Consumer<XmlElement> post,
            InstantSource clock) {
        this.config = config;
        this.store = store;
        this.sessions = sessions;
        this.accounts = accounts;
        this.post = post;
        this.clock = clock;
        start = clock.instant();
        throttle = new Throttle(config.general().registrationTimeout());
    }

    /**
     * @param name prepared domainpart
     */
    Host build(String name) {
        im.vestibule.config.Host spec = config.forHost(name);
        ModulesSpec modules = spec.modules();
        Rosters rosters = new Rosters(
                new SqlRosterStore(store),
                sessions,
                clock,
                RosterLimits.DEFAULT,
                modules.roster().orElse(new RosterSpec(false, false, ModulesSpec.Backend.RDBMS)),
                CACHED);
        Blocking blocking = new Blocking(new SqlBlockStore(store), sessions, rosters, BLOCKED, CACHED);
        Last last = new Last(new SqlLastStore(store), clock);
        Rules rules = new Rules(spec.acl(), spec.access(), config.general().hosts());
        Optional<Registration> registration =
                modules.register().map(on -> new Registration(on, throttle, rules, accounts, post));
        return new Host(
                name,
                rules,
                Mechanism.of(spec.auth().saslMechanisms(), spec.auth().saslExternal()),
                new IqTable(handlers(modules, rosters, blocking, last, registration)),
                modules.presence(),
                modules.roster().map(on -> rosters),
                modules.blocking().map(on -> blocking),
                modules.offline().map(on -> new Offline(new SqlOfflineStore(store), clock, on)),
                modules.last().map(on -> last),
                modules.offline().map(on -> on.accessMaxUserMessages()).orElse("none"),
                registration);
    }

    private List<IqHandler> handlers(
            ModulesSpec modules, Rosters rosters, Blocking blocking, Last last, Optional<Registration> registration) {
        List<IqHandler> handlers = new ArrayList<>();
        handlers.add(new LegacySession());
        modules.ping().ifPresent(on -> handlers.add(new Ping()));
        modules.version().ifPresent(on -> handlers.add(new Version(Build.VERSION, on, system())));
        modules.roster().ifPresent(on -> handlers.add(new RosterHandler(rosters)));
        modules.blocking().ifPresent(on -> handlers.add(new BlockingHandler(blocking)));
        modules.last().ifPresent(on -> handlers.add(new LastHandler(last, rosters, sessions, clock, start)));
        if (modules.time()) {
            handlers.add(new Time(clock, ZoneId.systemDefault()));
        }
        registration.ifPresent(on -> handlers.add(new RegisterHandler(on)));
        modules.disco().ifPresent(on -> disco(modules, on, rosters, handlers));
        return handlers;
    }

    private void disco(ModulesSpec modules, DiscoSpec spec, Rosters rosters, List<IqHandler> handlers) {
        List<String> features = modules.offline().isPresent() ? List.of("msgoffline") : List.of();
        IqHandler info = new DiscoInfo(List.copyOf(handlers), features, spec, rosters);
        handlers.add(new DiscoItems((Jid domain) -> List.of(), spec, rosters, sessions));
        handlers.add(info);
    }

    private static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }
}
