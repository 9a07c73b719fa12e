package im.vestibule.services.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import im.vestibule.config.Connection;
import im.vestibule.config.PoolsSpec.Pool;
import im.vestibule.config.Secret;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;

/** An LDAP server in this JVM with a few people, which remembers what it was asked and can be told what to answer. */
public final class Library implements AutoCloseable {
    public static final String BASE = "dc=door,dc=test";
    public static final String ROOT = "cn=root";

    private final InMemoryDirectoryServer server;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private volatile Optional<ResultCode> ofSearches = Optional.empty();
    private volatile Optional<ResultCode> ofBinds = Optional.empty();

    /**
     * A question.
     *
     * @param connection its number
     * @param search or else who binds
     */
    public record Asked(long connection, Optional<ReadOnlySearchRequest> search, String dn) {
        boolean isSearch() {
            return search.isPresent();
        }

        /** As servers and their monitors ask it. */
        boolean isPresence() {
            return search.isPresent() && search.get().getBaseDN().isEmpty();
        }
    }

    private Library(InMemoryDirectoryServer server) {
        this.server = server;
    }

    /** Open to everybody. */
    public static Library open() throws LDAPException {
        return open(listener(0));
    }

    /** Searched by {@link #ROOT} only. */
    static Library reserved() throws LDAPException {
        InMemoryDirectoryServerConfig config = config(listener(0));
        config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        return open(config);
    }

    static Library open(InMemoryListenerConfig listener) throws LDAPException {
        return open(config(listener));
    }

    static InMemoryListenerConfig listener(int port) throws LDAPException {
        return InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), port, null);
    }

    private static InMemoryDirectoryServerConfig config(InMemoryListenerConfig listener) throws LDAPException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setListenerConfigs(listener);
        config.addAdditionalBindCredentials(ROOT, "root-secret");
        config.setSchema(null);
        return config;
    }

    private static Library open(InMemoryDirectoryServerConfig config) throws LDAPException {
        Interceptor interceptor = new Interceptor();
        config.addInMemoryOperationInterceptor(interceptor);
        Library library = new Library(new InMemoryDirectoryServer(config));
        interceptor.library = Optional.of(library);
        library.add(BASE, "objectClass: domain", "dc: door");
        library.person("juliet", "mail: juliet@door.test", "status: here", "sn: Capulet");
        library.person("romeo", "mail: romeo.m@door.test", "status: banished", "status: hidden", "sn: Montague");
        library.add("cn=capulets," + BASE, "objectClass: group", "cn: capulets", "member: uid=juliet," + BASE);
        library.server.startListening();
        return library;
    }

    /** Adds an entry. */
    public void add(String dn, String... lines) throws LDAPException {
        String[] ldif = new String[lines.length + 1];
        ldif[0] = "dn: " + dn;
        System.arraycopy(lines, 0, ldif, 1, lines.length);
        try {
            server.add(ldif);
        } catch (com.unboundid.ldif.LDIFException e) {
            throw new AssertionError(e);
        }
    }

    /** Adds somebody with the password {@code NAME-secret}. */
    public void person(String name, String... lines) throws LDAPException {
        String[] all = new String[lines.length + 4];
        all[0] = "objectClass: person";
        all[1] = "uid: " + name;
        all[2] = "cn: " + name;
        all[3] = "userPassword: " + name + "-secret";
        System.arraycopy(lines, 0, all, 4, lines.length);
        add("uid=" + name + "," + BASE, all);
    }

    public int port() {
        return server.getListenPort();
    }

    /** From now on searches below the base, or binds of people, come to this. */
    public void answer(Optional<ResultCode> searches, Optional<ResultCode> binds) {
        ofSearches = searches;
        ofBinds = binds;
    }

    /** What it was asked since the last call, its own presence left out. */
    public List<Asked> asked() {
        List<Asked> taken = asked.stream().filter(each -> !each.isPresence()).toList();
        asked.clear();
        return taken;
    }

    /** Waits until somebody has asked whether it is there. */
    void awaitTrial() {
        while (asked.stream().noneMatch(Asked::isPresence)) {
            Thread.onSpinWait();
        }
    }

    /** Hangs up on everybody. */
    void hangUp() {
        server.closeAllConnections(false);
    }

    void stop() {
        server.shutDown(true);
    }

    void start() throws LDAPException {
        server.startListening();
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    /** A port where nobody listens. */
    public static int free() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** To this server, anonymously. */
    public LdapPool pool() {
        return pool(connection(port()), Duration.ofSeconds(30), Watch.NONE);
    }

    static LdapPool pool(Connection.Ldap connection, Duration callTimeout, Watch watch) {
        return LdapPool.open(new Health("pool", watch), spec(connection, callTimeout), SocketFactory.getDefault());
    }

    static Pool<Connection.Ldap> spec(Connection.Ldap connection, Duration callTimeout) {
        return new Pool<>(Pool.Scope.GLOBAL, 2, Pool.Strategy.BEST_WORKER, callTimeout, connection);
    }

    static Connection.Ldap connection(int port) {
        return connection(port, "", "", "127.0.0.1");
    }

    static Connection.Ldap connection(int port, String rootDn, String password, String... servers) {
        return new Connection.Ldap(
                List.of(servers), port, rootDn, new Secret(password), Duration.ofMillis(1), Optional.empty());
    }

    private static final class Interceptor extends InMemoryOperationInterceptor {
        private volatile Optional<Library> library = Optional.empty();

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            Asked asked = new Asked(request.getConnectionID(), Optional.of(request.getRequest()), "");
            tell(asked, library.flatMap(it -> asked.isPresence() ? Optional.empty() : it.ofSearches));
        }

        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
            SimpleBindRequest bind = request.getRequest();
            Asked asked = new Asked(request.getConnectionID(), Optional.empty(), bind.getBindDN());
            tell(asked, library.flatMap(it -> asked.dn().equals(ROOT) ? Optional.empty() : it.ofBinds));
        }

        private void tell(Asked question, Optional<ResultCode> answer) throws LDAPException {
            library.ifPresent(it -> it.asked.add(question));
            if (answer.isPresent()) {
                throw new LDAPException(answer.get(), "as told");
            }
        }
    }
}
