package im.vestibule.server;

import im.vestibule.admin.command.Commands;
import im.vestibule.admin.graphql.Engines;
import im.vestibule.admin.status.Live;
import im.vestibule.config.Config;
import im.vestibule.core.Connector;
import im.vestibule.core.Loops;
import im.vestibule.http.Api;
import im.vestibule.http.BoshSessions;
import im.vestibule.http.HttpListener;
import im.vestibule.http.HttpTallies;
import im.vestibule.model.StreamError;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Methods;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.component.Components;
import im.vestibule.services.domain.DomainAdmins;
import im.vestibule.services.domain.DomainStore;
import im.vestibule.services.domain.Domains;
import im.vestibule.services.domain.Erasures;
import im.vestibule.services.domain.SqlDomainStore;
import im.vestibule.services.fast.FastTokenStore;
import im.vestibule.services.fast.SqlFastTokenStore;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.personal.PersonalData;
import im.vestibule.services.pool.Watch;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.Store;
import im.vestibule.services.store.StoreException;
import im.vestibule.xmpp.C2sListener;
import im.vestibule.xmpp.Caller;
import im.vestibule.xmpp.ComponentListener;
import im.vestibule.xmpp.Effects;
import im.vestibule.xmpp.Resumptions;
import im.vestibule.xmpp.S2sListener;
import im.vestibule.xmpp.Tallies;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is behind the doors, and stays when they are changed: the services around one store. */
final class Interior implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Interior.class);
    /** What we call ourselves to clients of HTTP unless {@code general.http_server_name} says otherwise. */
    private static final String SERVER = "Vestibule";

    /** In the directory of the store: what accounts ask to have of all that is kept about them. */
    private static final String PERSONAL = "personal";

    /** What log lines and metrics call connections that we open to other servers. */
    static final String OUTGOING = "s2s";

    private static final StreamError GONE = StreamError.of(StreamError.Condition.HOST_GONE);

    private final Store store;
    private final Pools pools;
    private final AccountBuilder accountBuilder;
    private final HostBuilder hostBuilder;
    private final Accounts accounts;
    private final ServedDomains served;
    private final Erasures erasures;
    private final Optional<Domains> domains;
    private final Optional<DomainAdmins> domainAdmins;
    private final PersonalData personal;
    private final Sessions sessions = new Sessions();
    private final Hosts hosts = new Hosts(List.of());
    private final Components components;
    private final Federation federation;
    private final S2sTerms s2sTerms = new S2sTerms(this::kind);
    private final Connector connector;
    private final Caller caller;
    private final Binding binding;
    private final Router router;
    private final Effects effects = new Effects();
    private final Resumptions resumptions;
    private final Tallies tallies = new Tallies();
    private final HttpTallies webTallies = new HttpTallies();
    private final BoshSessions bosh = new BoshSessions();
    private final Samples samples = new Samples();
    private final Running running;
    private final Api api;

    /**
     * @param loops carry the streams to other servers
     * @param calls what calls to other servers are secured by
     * @param watch is told which back ends do not work
     */
    Interior(Config config, Store store, Loops loops, CallFiles calls, Watch watch, InstantSource clock) {
        this.store = store;
        pools = new Pools(config, watch);
        DomainStore kept = new SqlDomainStore(store);
        TokenBuilder tokens = new TokenBuilder(store, kept, clock);
        accountBuilder = new AccountBuilder(store, pools, sessions, tokens, clock);
        accounts = accountBuilder.accounts();
        // Whether or not a domain gives tokens now: it may have, and may again.
        FastTokenStore fastTokens = new SqlFastTokenStore(store);
        accounts.onRemoval(removed -> fastTokens.drop(removed.account()));
        accounts.onPasswordChange(fastTokens::drop);
        // A host's registration sends messages through the router, which is built on the hosts.
        CompletableFuture<Router> post = new CompletableFuture<>();
        components = new Components(hosts, rules(config));
        CompletableFuture<Caller> calling = new CompletableFuture<>();
        federation = new Federation(
                hosts,
                s2sTerms.terms(config),
                most(config),
                route -> calling.join().dial(route),
                (stanza, error) -> post.join().giveBack(stanza, error));
        hostBuilder = new HostBuilder(
                store,
                fastTokens,
                sessions,
                accounts,
                tokens,
                hosts::serves,
                message -> post.join().announce(message),
                domain -> components.services(domain.domain()),
                clock);
        Presences presences = new Presences(sessions, hosts, new Outside(components, federation));
        binding = new Binding(hosts, sessions, presences, accounts);
        router = new Router(hosts, sessions, accounts, presences, components, federation);
        resumptions = new Resumptions(hosts, router, binding, effects, clock);
        connector = new Connector(loops, OUTGOING);
        caller = new Caller(
                connector,
                router,
                components::rules,
                effects,
                tallies.of(OUTGOING),
                s2sTerms.calls(config, calls::tls));
        calling.complete(caller);
        post.complete(router);
        served = new ServedDomains(hosts, accounts, components, this::evict);
        served.adopt(config, hostBuilder.build(config), accountBuilder.build(config));
        erasures = new Erasures(kept, served, clock, Thread::sleep);
        boolean dynamic = config.services().domainDb().isPresent();
        domains = dynamic ? Optional.of(new Domains(kept, served, erasures)) : Optional.empty();
        domainAdmins = dynamic ? Optional.of(new DomainAdmins(kept, served, accountBuilder.seal())) : Optional.empty();
        personal =
                new PersonalData(store, accounts, config.storage().directory().resolve(PERSONAL));
        running = new Running(config, store, connector, clock);
        Commands commands = Commands.of(new Commands.Services(
                hosts,
                accounts,
                sessions,
                binding,
                router,
                domains,
                domainAdmins,
                personal::retrieve,
                samples,
                running,
                clock,
                task -> Thread.ofVirtual().name("command").start(task)));
        api = new Api(commands, new Engines(commands), accounts, domainAdmins);
        domains.ifPresentOrElse(Domains::resume, () -> warn(kept));
        served.report();
    }

    private Optional<String> kind(String domain) {
        return served.kind(domain);
    }

    /** Stanzas that may wait for another server. */
    private static OptionalInt most(Config config) {
        return config.general().maxFsmQueue().map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private static void warn(DomainStore kept) {
        int domains = kept.all().size();
        if (domains > 0) {
            log.atWarn().addKeyValue("domains", domains).log("dynamic_domains_off");
        }
    }

    /** What new connections find. */
    C2sListener.Services services(Config config) {
        return new C2sListener.Services(
                config.general().defaultServerDomain(),
                config.general().language(),
                hosts,
                accounts,
                binding,
                router,
                resumptions,
                effects,
                tallies);
    }

    /** What new connections of components find. */
    ComponentListener.Services components(Config config) {
        return new ComponentListener.Services(
                config.general().defaultServerDomain(),
                config.general().maxFsmQueue(),
                components,
                router,
                effects,
                tallies);
    }

    /** What new connections of other servers find. */
    S2sListener.Services servers(Config config) {
        return new S2sListener.Services(
                config.general().defaultServerDomain(),
                config.general().maxFsmQueue(),
                s2sTerms.terms(config).orElseThrow(),
                caller,
                hosts,
                components,
                federation,
                router,
                effects,
                tallies);
    }

    /** Of the file as a whole. */
    private Rules rules(Config config) {
        return new Rules(config.acl(), config.access(), config.shaper(), hosts::serves);
    }

    /** What new connections by HTTP find. */
    HttpListener.Services web(Config config, Live live) {
        return new HttpListener.Services(
                config.general().httpServerName().orElse(SERVER), services(config), webTallies, bosh, api, live);
    }

    /**
     * What a configuration comes to, and what nobody has yet.
     *
     * @param hosts by {@link Config#kinds}, as are {@code accounts}
     */
    record Furnishing(Config config, Map<String, Host> hosts, Map<String, Methods> accounts) {}

    /**
     * Builds what a configuration asks for. Nothing has changed for anybody yet.
     *
     * @throws StoreException if the store cannot do its part
     */
    Furnishing furnish(Config config) {
        return new Furnishing(config, hostBuilder.build(config), accountBuilder.build(config));
    }

    /**
     * From now on this holds, for open sessions too. Takes what {@link im.vestibule.config.Plan} finds possible.
     *
     * @param calls as its files have it
     */
    void adopt(Furnishing furnishing, CallFiles calls) {
        Config config = furnishing.config();
        served.adopt(config, furnishing.hosts(), furnishing.accounts());
        hostBuilder.retain(config.kinds());
        accountBuilder.retain(config.kinds());
        components.adopt(rules(config));
        federation.adopt(s2sTerms.terms(config), most(config));
        caller.adopt(s2sTerms.calls(config, calls::tls));
        running.adopt(config);
        pools.retain(config.kinds());
    }

    /** Ends every session of these domains. May wait. */
    private void evict(Collection<String> domains) {
        if (domains.isEmpty()) {
            return;
        }
        for (Session session : sessions.all()) {
            if (domains.contains(session.jid().domain())) {
                try {
                    binding.dismiss(session, GONE);
                } catch (StoreException trouble) {
                    log.atWarn()
                            .addKeyValue("jid", session.jid())
                            .addKeyValue("reason", trouble.getMessage())
                            .log("departure_not_told");
                }
            }
        }
    }

    Samples samples() {
        return samples;
    }

    Running running() {
        return running;
    }

    Engines engines() {
        return api.engines();
    }

    BoshSessions bosh() {
        return bosh;
    }

    Resumptions resumptions() {
        return resumptions;
    }

    HttpTallies webTallies() {
        return webTallies;
    }

    Tallies tallies() {
        return tallies;
    }

    Accounts accounts() {
        return accounts;
    }

    Sessions sessions() {
        return sessions;
    }

    /** The domains that come and go while the server runs; empty without {@code services.service_domain_db}. */
    Optional<Domains> domains() {
        return domains;
    }

    /** Who administers one domain; empty without {@code services.service_domain_db}. */
    Optional<DomainAdmins> domainAdmins() {
        return domainAdmins;
    }

    PersonalData personal() {
        return personal;
    }

    /** Ends the streams to other servers, and waits for their end as long as this. */
    void hangUp(Duration patience) {
        connector.dismiss(patience);
    }

    /** Ends what is under way first. */
    @Override
    public void close() {
        erasures.close();
        effects.close();
        pools.close();
        store.close();
    }
}
