package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.SearchResult;
import im.vestibule.config.Connection;
import im.vestibule.config.PoolsSpec.Pool;
import im.vestibule.config.Secret;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.pool.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * Connections to LDAP servers: {@code workers} calls at a time, each for {@code call_timeout} at most, whatever a server
 * does. A connection on which somebody's password was checked never searches, as it may be that somebody's since; so a pool
 * that is used for both has up to twice as many connections as workers. From any thread that may wait.
 */
public final class LdapPool implements AutoCloseable {
    /** Between two trials of servers that are down; how often they are connected to is up to {@code connect_interval}. */
    private static final Duration TRIALS = Duration.ofSeconds(1);

    private final Servers servers;
    private final Shelf searching = new Shelf(System::nanoTime);
    private final Shelf binding = new Shelf(System::nanoTime);
    private final Workers workers;

    private LdapPool(Health health, Pool<Connection.Ldap> spec, Servers servers) {
        this.servers = servers;
        workers = Workers.start(
                health,
                spec.workers(),
                spec.callTimeout(),
                new Workers.Backoff(TRIALS, TRIALS),
                left -> ask(Question.PRESENCE, searching.take(), searching, left));
    }

    /**
     * @param sockets that are secured, if they are to be
     */
    public static LdapPool open(Health health, Pool<Connection.Ldap> spec, SocketFactory sockets) {
        Connection.Ldap connection = spec.connection();
        List<Server> servers = connection.servers().stream()
                .map(host -> new Server(host, connection, sockets))
                .toList();
        return new LdapPool(health, spec, new Servers(servers, connection.connectInterval(), System::nanoTime));
    }

    SearchResult search(Question<SearchResult> question) throws Unreachable {
        return workers.call(left -> ask(question, searching.take(), searching, left));
    }

    /**
     * @param password not empty: servers take that for anonymous, and let anybody in (RFC 4513, section 5.1.2)
     */
    LDAPResult bind(String dn, Secret password) throws Unreachable {
        Question<LDAPResult> question = Question.bind(dn, password);
        return workers.call(left -> ask(question, binding.take().or(searching::take), binding, left));
    }

    /**
     * @param idle a connection to ask on
     * @param next where the connection goes then
     */
    private <R extends LDAPResult> R ask(Question<R> question, Optional<LDAPConnection> idle, Shelf next, Duration left)
            throws Unreachable {
        Deadline deadline = Deadline.in(left);
        if (idle.isPresent()) {
            R answer = question.ask(idle.get(), deadline);
            if (!Codes.isGone(answer.getResultCode())) {
                return settled(answer, idle.get(), next);
            }
            // The server may have closed it while nobody looked, which is no fault.
            idle.get().close();
        }
        LDAPConnection fresh = servers.connect(deadline);
        return settled(question.ask(fresh, deadline), fresh, next);
    }

    private static <R extends LDAPResult> R settled(R answer, LDAPConnection connection, Shelf next)
            throws Unreachable {
        if (Codes.isTrouble(answer.getResultCode())) {
            connection.close();
            throw new Unreachable(connection.getConnectionName() + ": " + Codes.reason(answer));
        }
        next.put(connection);
        return answer;
    }

    @Override
    public void close() {
        workers.close();
        searching.close();
        binding.close();
    }
}
