package im.vestibule.server;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Config;
import im.vestibule.config.LdapSpec;
import im.vestibule.config.PoolsSpec;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Backend;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Derivation;
import im.vestibule.services.account.Dummy;
import im.vestibule.services.account.Internal;
import im.vestibule.services.account.Ldap;
import im.vestibule.services.account.Pki;
import im.vestibule.services.ldap.Directory;
import im.vestibule.services.ldap.LdapPool;
import im.vestibule.services.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.SocketFactory;

/** Builds how each domain authenticates. */
final class AccountBuilder {
    private final Store store;
    private final Pools pools;
    private final Decoys decoys;
    private final Derivation derivation = new Derivation();

    AccountBuilder(Store store, Pools pools) {
        this.store = store;
        this.pools = pools;
        decoys = Decoys.of(store);
    }

    Accounts build(Config config) {
        return new Accounts(domains(config), decoys);
    }

    Map<String, Accounts.Domain> domains(Config config) {
        Map<String, Accounts.Domain> domains = new LinkedHashMap<>();
        for (String host : config.general().hosts()) {
            AuthSpec auth = config.forHost(host).auth();
            List<Backend> backends = new ArrayList<>();
            auth.methods().forEach(method -> backend(host, method, auth).ifPresent(backends::add));
            domains.put(host, Accounts.Domain.of(auth, backends));
        }
        return domains;
    }

    /** Empty for a method that is not built, which the configuration's warnings say. */
    private Optional<Backend> backend(String host, AuthMethod method, AuthSpec auth) {
        return switch (method) {
            case INTERNAL -> Optional.of(new Internal(store, derivation, decoys, auth.password()));
            case PKI -> Optional.of(new Pki());
            case DUMMY -> Optional.of(new Dummy(auth.dummy().orElseThrow(), new Random(), Thread::sleep));
            case RDBMS -> Optional.empty();
            case EXTERNAL -> Optional.empty();
            case ANONYMOUS -> Optional.empty();
            case LDAP -> Optional.of(ldap(host, auth.ldap().orElseThrow()));
            case JWT -> Optional.empty();
            case HTTP -> Optional.empty();
        };
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
