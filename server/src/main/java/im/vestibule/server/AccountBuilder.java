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
import im.vestibule.services.account.Pki;
import im.vestibule.services.account.Rdbms;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.SocketFactory;

/** Builds how each domain authenticates. One caller at a time. */
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

    /** Has the same accounts go by this configuration from now on. */
    Accounts build(Config config) {
        Map<String, Accounts.Domain> domains = new LinkedHashMap<>();
        for (String host : config.general().hosts()) {
            AuthSpec auth = config.forHost(host).auth();
            domains.put(
                    host,
                    Accounts.Domain.of(
                            auth,
                            backends(host, auth),
                            tokens.build(config, host).map(Bearers.class::cast)));
        }
        guests.keySet().retainAll(domains.keySet());
        accounts.replace(domains);
        return accounts;
    }

    private List<Backend> backends(String host, AuthSpec auth) {
        List<Backend> backends = new ArrayList<>();
        auth.methods().forEach(method -> backends.add(backend(host, method, auth, backends)));
        return backends;
    }

    /**
     * @param all the domain's, once they are all built
     */
    private Backend backend(String host, AuthMethod method, AuthSpec auth, List<Backend> all) {
        return switch (method) {
            case INTERNAL -> new Internal(store, derivation, decoys, auth.password());
            case PKI -> new Pki();
            case DUMMY -> new Dummy(auth.dummy().orElseThrow(), new Random(), Thread::sleep);
            case ANONYMOUS -> anonymous(host, auth.anonymous().orElseThrow(), all);
            case JWT -> new Jwt(host, auth.jwt().orElseThrow(), System::getenv, clock);
            case RDBMS -> new Rdbms(rdbms(host), auth.rdbms().orElseThrow(), derivation, decoys, auth.password());
            case EXTERNAL -> external(host, auth.external().orElseThrow());
            case LDAP -> ldap(host, auth.ldap().orElseThrow());
            case HTTP -> http(host, auth);
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

    private Backend external(String host, AuthSpec.External spec) {
        return new External(pools.service(
                "auth.external",
                host,
                Programs.class,
                health -> Programs.start(
                        health, spec.program(), spec.instances(), Programs.Timing.USUAL, External.probe(host))));
    }

    private Backend http(String host, AuthSpec auth) {
        Optional<Secret> basicAuth = auth.http().orElseThrow().basicAuth();
        HttpPool pool = pools.pool("http", host, "auth", HttpPool.class, PoolsSpec::http, (health, spec) -> {
            Optional<Tls> tls = spec.connection().tls().map(PoolTls::open);
            return HttpPool.open(health, spec, tls, Http.probe(host, basicAuth));
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
