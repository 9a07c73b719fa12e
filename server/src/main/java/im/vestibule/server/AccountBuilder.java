package im.vestibule.server;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Config;
import im.vestibule.config.LdapSpec;
import im.vestibule.config.PoolsSpec;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Anonymous;
import im.vestibule.services.account.Backend;
import im.vestibule.services.account.Bearers;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Derivation;
import im.vestibule.services.account.Dummy;
import im.vestibule.services.account.Existence;
import im.vestibule.services.account.External;
import im.vestibule.services.account.Guests;
import im.vestibule.services.account.Http;
import im.vestibule.services.account.Internal;
import im.vestibule.services.account.Jwt;
import im.vestibule.services.account.Ldap;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.account.Rdbms;
import im.vestibule.services.account.Seal;
import im.vestibule.services.ldap.Directory;
import im.vestibule.services.ldap.LdapPool;
import im.vestibule.services.pool.HttpPool;
import im.vestibule.services.pool.Tls;
import im.vestibule.services.program.Programs;
import im.vestibule.services.rdbms.RdbmsPool;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.SocketFactory;

/** Builds how each domain, and each type of domains, authenticates. One caller at a time. */
final class AccountBuilder {
    private final Store store;
    private final Pools pools;
    private final Sessions sessions;
    private final TokenBuilder tokens;
    private final InstantSource clock;
    private final Decoys decoys;
    private final Derivation derivation = new Derivation();
    private final Map<String, Guests> guests = new HashMap<>();
    private final Accounts accounts;

    AccountBuilder(Store store, Pools pools, Sessions sessions, TokenBuilder tokens, InstantSource clock) {
        this.store = store;
        this.pools = pools;
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
        decoys = Decoys.of(store);
        accounts = new Accounts(Map.of(), decoys);
        accounts.onRemoval(tokens::revoke);
    }

    /** The accounts of all domains, none of which it knows anything about by itself. */
    Accounts accounts() {
        return accounts;
    }

    /** Passwords that are not of accounts. */
    Seal seal() {
        return new Seal(derivation, decoys);
    }

    /** How domains authenticate, by {@link Config#kinds}; what they share is made once for each of these. */
    Map<String, Methods> build(Config config) {
        Map<String, Methods> kinds = new LinkedHashMap<>();
        for (String kind : config.kinds()) {
            AuthSpec auth = config.forHost(kind).auth();
            kinds.put(
                    kind,
                    Methods.of(
                            auth,
                            backends(Asked.of(config, kind), auth),
                            tokens.build(config, kind).map(Bearers.class::cast)));
        }
        return kinds;
    }

    /** Forgets what domains and types had that there are no more. */
    void retain(Collection<String> kinds) {
        guests.keySet().retainAll(kinds);
    }

    /**
     * Who asks.
     *
     * @param kind one of {@link Config#kinds}
     * @param domain what back ends are tried with
     */
    private record Asked(String kind, String domain) {
        static Asked of(Config config, String kind) {
            return new Asked(
                    kind,
                    config.general().hosts().contains(kind)
                            ? kind
                            : config.general().defaultServerDomain());
        }
    }

    private List<Backend> backends(Asked asked, AuthSpec auth) {
        List<Backend> backends = new ArrayList<>();
        auth.methods().forEach(method -> backends.add(backend(asked, method, auth, backends)));
        return backends;
    }

    /**
     * @param all of the kind, once they are all built
     */
    private Backend backend(Asked asked, AuthMethod method, AuthSpec auth, List<Backend> all) {
        return switch (method) {
            case INTERNAL -> new Internal(store, derivation, decoys, auth.password());
            case PKI -> new Pki();
            case DUMMY -> new Dummy(auth.dummy().orElseThrow(), new Random(), Thread::sleep);
            case ANONYMOUS -> anonymous(asked.kind(), auth.anonymous().orElseThrow(), all);
            case JWT -> new Jwt(auth.jwt().orElseThrow(), System::getenv, clock);
            case RDBMS ->
                new Rdbms(rdbms(asked.kind()), auth.rdbms().orElseThrow(), derivation, decoys, auth.password());
            case EXTERNAL -> external(asked, auth.external().orElseThrow());
            case LDAP -> ldap(asked.kind(), auth.ldap().orElseThrow());
            case HTTP -> http(asked, auth);
        };
    }

    private RdbmsPool rdbms(String host) {
        return pools.pool(
                "rdbms",
                host,
                "default",
                RdbmsPool.class,
                PoolsSpec::rdbms,
                (health, pool) -> Rdbms.open(
                        health, pool, pool.connection().server().tls().map(PoolTls::open)));
    }

    private Backend anonymous(String host, AuthSpec.Anonymous spec, List<Backend> all) {
        Guests present = guests.computeIfAbsent(host, _ -> new Guests(sessions, accounts::forget));
        return new Anonymous(
                spec,
                present,
                (Jid account) -> Existence.among(
                        all.stream().filter(backend -> backend.method() != AuthMethod.ANONYMOUS), account));
    }

    private Backend external(Asked asked, AuthSpec.External spec) {
        return new External(pools.service(
                "auth.external",
                asked.kind(),
                Programs.class,
                health -> Programs.start(
                        health,
                        spec.program(),
                        spec.instances(),
                        Programs.Timing.USUAL,
                        External.probe(asked.domain()))));
    }

    private Backend http(Asked asked, AuthSpec auth) {
        Optional<Secret> basicAuth = auth.http().orElseThrow().basicAuth();
        HttpPool pool = pools.pool("http", asked.kind(), "auth", HttpPool.class, PoolsSpec::http, (health, spec) -> {
            Optional<Tls> tls = spec.connection().tls().map(PoolTls::open);
            return HttpPool.open(health, spec, tls, Http.probe(asked.domain(), basicAuth));
        });
        return new Http(pool, basicAuth, derivation, decoys, auth.password());
    }

    private Backend ldap(String host, LdapSpec spec) {
        return new Ldap(new Directory(spec, ldapPool(host, spec.poolTag()), ldapPool(host, spec.bindPoolTag())));
    }

    private LdapPool ldapPool(String host, String tag) {
        return pools.pool("ldap", host, tag, LdapPool.class, PoolsSpec::ldap, (health, pool) -> {
            Optional<SocketFactory> secured =
                    pool.connection().tls().map(tls -> PoolTls.open(tls).sockets());
            return LdapPool.open(health, pool, secured.orElse(SocketFactory.getDefault()));
        });
    }
}
