package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import im.vestibule.config.Connection;
import im.vestibule.services.pool.Unreachable;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import javax.net.SocketFactory;

/** One LDAP server of a pool. */
final class Server implements Opener {
    /** Bytes of one answer: entries come with the few attributes that were asked for. */
    private static final int LARGEST = 1024 * 1024;

    private final String host;
    private final String name;
    private final Connection.Ldap spec;
    private final SocketFactory sockets;
    private final LDAPConnectionOptions options = options();

    /**
     * @param sockets that are secured, if they are to be
     */
    Server(String host, Connection.Ldap spec, SocketFactory sockets) {
        this.host = host;
        this.name = host + ":" + spec.port();
        this.spec = spec;
        this.sockets = sockets;
    }

    /**
     * Connects to one of its addresses and hears an answer there, as a kernel takes connections for a server that does not
     * work. Logs in if the pool has somebody to log in as.
     */
    @Override
    public LDAPConnection connect(Deadline deadline) throws Unreachable {
        try {
            List<InetAddress> addresses = Addresses.of(host, deadline.left());
            return connect(addresses.iterator(), addresses.size(), deadline);
        } catch (Unreachable e) {
            throw new Unreachable(name + ": " + e.getMessage(), e);
        }
    }

    private LDAPConnection connect(Iterator<InetAddress> addresses, int left, Deadline deadline) throws Unreachable {
        try {
            return connect(addresses.next(), deadline.share(left));
        } catch (Unreachable e) {
            if (!addresses.hasNext()) {
                throw e;
            }
        }
        return connect(addresses, left - 1, deadline);
    }

    private LDAPConnection connect(InetAddress address, Deadline deadline) throws Unreachable {
        LDAPConnection connection = new LDAPConnection(sockets, options);
        connection.setConnectionName(name);
        try {
            connection.connect(address, spec.port(), deadline.left());
            begin(connection, deadline);
            return connection;
        } catch (LDAPException e) {
            connection.close();
            throw new Unreachable(innermost(e), e);
        } catch (Unreachable e) {
            connection.close();
            throw e;
        }
    }

    private void begin(LDAPConnection connection, Deadline deadline) throws Unreachable {
        if (spec.rootDn().isEmpty()) {
            LDAPResult answer = Question.PRESENCE.ask(connection, deadline);
            if (Codes.isTrouble(answer.getResultCode())) {
                throw new Unreachable(Codes.reason(answer));
            }
        } else {
            LDAPResult answer = Question.bind(spec.rootDn(), spec.password()).ask(connection, deadline);
            if (!answer.getResultCode().equals(ResultCode.SUCCESS)) {
                throw new Unreachable("root_dn cannot log in: " + Codes.reason(answer));
            }
        }
    }

    /** The library's own words hold those of all causes, one in the other. */
    private static String innermost(LDAPException failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at instanceof LDAPException ? "no connection in time" : String.valueOf(at.getMessage());
    }

    private static LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        // The thread that asks reads the answer, so that a connection has none of its own.
        options.setUseSynchronousMode(true);
        options.setAllowConcurrentSocketFactoryUse(true);
        options.setFollowReferrals(false);
        options.setMaxMessageSize(LARGEST);
        options.setBindWithDNRequiresPassword(true);
        options.setUseSchema(false);
        return options;
    }
}
