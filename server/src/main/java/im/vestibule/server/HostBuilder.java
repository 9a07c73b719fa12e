package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.DiscoSpec;
import im.vestibule.config.ModulesSpec;
import im.vestibule.config.PingSpec;
import im.vestibule.config.RosterSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.blocking.BlockingHandler;
import im.vestibule.services.blocking.SqlBlockStore;
import im.vestibule.services.carbons.CarbonsHandler;
import im.vestibule.services.disco.DiscoInfo;
import im.vestibule.services.disco.DiscoItems;
import im.vestibule.services.disco.Service;
import im.vestibule.services.fast.FastTokenStore;
import im.vestibule.services.fast.FastTokens;
import im.vestibule.services.host.Care;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Inline;
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
import im.vestibule.services.resumption.Management;
import im.vestibule.services.resumption.StaleCounts;
import im.vestibule.services.roster.ForeignRoster;
import im.vestibule.services.roster.RosterHandler;
import im.vestibule.services.roster.RosterLimits;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.roster.SqlRosterStore;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.Store;
import im.vestibule.services.token.TokenHandler;
import im.vestibule.services.token.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Builds what each domain of the file, and each type of domains, offers from the modules that are switched on for it. What has a
 * memory, or keeps changes in order, is built once and used again by later configurations. One caller at a time.
 */
final class HostBuilder {
    /** Roster items, and block list entries, that stay in memory. */
    private static final long CACHED = 100_000;

    /** Addresses on one block list. */
    private static final int BLOCKED = 10_000;

    private final Store store;
    private final FastTokenStore fastTokens;
    private final Sessions sessions;
    private final Accounts accounts;
    private final TokenBuilder tokens;
    private final Predicate<String> served;
    private final Consumer<XmlElement> post;
    private final Function<Jid, List<Service>> services;
    private final InstantSource clock;
    private final Instant start;
    private final Map<String, Lasting> lasting = new HashMap<>();
    private Optional<Duration> registrationTimeout = Optional.empty();
    private Throttle throttle = new Throttle(registrationTimeout);

    /** The parts of a domain, or of all of a type, that a later configuration uses again. */
    private record Lasting(
            Rosters rosters, Blocking blocking, Last last, Optional<Offline> offline, Optional<StaleCounts> stale) {}

    /**
     * @param served whether a domain is one of ours at the moment
     * @param post takes messages that the server itself sends
     * @param services what a domain offers besides itself
     */
    HostBuilder(
            Store store,
            FastTokenStore fastTokens,
            Sessions sessions,
            Accounts accounts,
            TokenBuilder tokens,
            Predicate<String> served,
            Consumer<XmlElement> post,
            Function<Jid, List<Service>> services,
            InstantSource clock) {
        this.store = store;
        this.fastTokens = fastTokens;
        this.sessions = sessions;
        this.accounts = accounts;
        this.tokens = tokens;
        this.served = served;
        this.post = post;
        this.services = services;
        this.clock = clock;
        start = clock.instant();
    }

    /** What domains offer, by {@link Config#kinds}: a domain of a type offers the same by its own name. */
    Map<String, Host> build(Config config) {
        if (!config.general().registrationTimeout().equals(registrationTimeout)) {
            registrationTimeout = config.general().registrationTimeout();
            throttle = new Throttle(registrationTimeout);
        }
        return config.kinds().stream().collect(Collectors.toMap(kind -> kind, kind -> build(config, kind)));
    }

    /** Forgets what domains and types had that there are no more. */
    void retain(Collection<String> kinds) {
        lasting.keySet().retainAll(kinds);
    }

    private Lasting lasting(ModulesSpec modules) {
        Rosters rosters = new Rosters(
                new SqlRosterStore(store),
                sessions,
                clock,
                RosterLimits.DEFAULT,
                modules.roster().orElse(new RosterSpec(false, false, ModulesSpec.Backend.RDBMS)),
                CACHED);
        return new Lasting(
                rosters,
                new Blocking(new SqlBlockStore(store), sessions, rosters, BLOCKED, CACHED),
                new Last(new SqlLastStore(store), clock),
                modules.offline().map(on -> new Offline(new SqlOfflineStore(store), clock, on)),
                modules.streamManagement().map(on -> new StaleCounts(on.staleH(), clock)));
    }

    /**
     * @param name of a domain, prepared, or of a type
     */
    private Host build(Config config, String name) {
        im.vestibule.config.Host spec = config.forHost(name);
        ModulesSpec modules = spec.modules();
        Lasting parts = lasting.computeIfAbsent(name, _ -> lasting(modules));
        Rules rules = new Rules(spec.acl(), spec.access(), config.shaper(), served);
        Optional<Registration> registration =
                modules.register().map(on -> new Registration(on, throttle, rules, accounts, post));
        Optional<Tokens> issuing = tokens.build(config, name);
        return new Host(
                name,
                rules,
                Mechanism.of(spec.auth().saslMechanisms(), spec.auth().saslExternal()),
                new IqTable(handlers(modules, parts, registration, issuing)),
                modules.presence(),
                modules.roster().map(on -> parts.rosters()),
                modules.blocking().map(on -> parts.blocking()),
                parts.offline(),
                modules.last().map(on -> parts.last()),
                modules.offline().map(on -> on.accessMaxUserMessages()).orElse("none"),
                registration,
                inline(modules),
                modules.bosh(),
                spec.general().replacedWaitTimeout(),
                new Care(modules.carbons(), modules.csi(), modules.ping().filter(PingSpec::sendPings)),
                modules.streamManagement()
                        .map(on -> new Management(on, parts.stale().orElseThrow())),
                issuing);
    }

    private Optional<Inline> inline(ModulesSpec modules) {
        return modules.sasl2()
                ? Optional.of(new Inline(
                        modules.bind2(),
                        modules.fastAuthToken().map(on -> new FastTokens(fastTokens, clock, on.validityPeriod()))))
                : Optional.empty();
    }

    private List<IqHandler> handlers(
            ModulesSpec modules, Lasting parts, Optional<Registration> registration, Optional<Tokens> issuing) {
        Rosters rosters = parts.rosters();
        List<IqHandler> handlers = new ArrayList<>();
        handlers.add(new LegacySession());
        modules.ping().ifPresent(on -> handlers.add(new Ping()));
        modules.version().ifPresent(on -> handlers.add(new Version(Build.VERSION, on, system())));
        modules.roster().ifPresent(on -> handlers.addAll(List.of(new RosterHandler(rosters), new ForeignRoster())));
        modules.blocking().ifPresent(on -> handlers.add(new BlockingHandler(parts.blocking())));
        modules.last().ifPresent(on -> handlers.add(new LastHandler(parts.last(), rosters, sessions, clock, start)));
        if (modules.time()) {
            handlers.add(new Time(clock, ZoneId.systemDefault()));
        }
        if (modules.carbons()) {
            handlers.add(new CarbonsHandler(sessions));
        }
        registration.ifPresent(on -> handlers.add(new RegisterHandler(on)));
        issuing.ifPresent(on -> handlers.add(new TokenHandler(on)));
        modules.disco().ifPresent(on -> disco(modules, on, rosters, handlers));
        return handlers;
    }

    private void disco(ModulesSpec modules, DiscoSpec spec, Rosters rosters, List<IqHandler> handlers) {
        List<String> features = modules.offline().isPresent() ? List.of("msgoffline") : List.of();
        IqHandler info = new DiscoInfo(List.copyOf(handlers), features, spec, rosters);
        handlers.add(new DiscoItems(services, spec, rosters, sessions));
        handlers.add(info);
    }

    private static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }
}
