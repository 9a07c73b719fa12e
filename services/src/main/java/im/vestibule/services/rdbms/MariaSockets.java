package im.vestibule.services.rdbms;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/** TLS of connections to MySQL and MariaDB; their driver finds it as a service. */
public final class MariaSockets implements TlsSocketPlugin {
    static final String TYPE = "vestibule";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public TrustManager[] getTrustManager(Configuration conf, ExceptionFactory faults, HostAddress host) {
        // The driver makes a context of these, which nothing is done with.
        return new TrustManager[0];
    }

    @Override
    public KeyManager[] getKeyManager(Configuration conf, ExceptionFactory faults) {
        return new KeyManager[0];
    }

    @Override
    public SSLSocketFactory getSocketFactory(Configuration conf, ExceptionFactory faults, HostAddress host) {
        return Securing.currentTls().sockets();
    }

    @Override
    public SSLSocket createSocket(Socket socket, SSLSocketFactory factory) throws IOException {
        return (SSLSocket) Securing.over(socket);
    }

    /** The context has judged certificate and name in the handshake. */
    @Override
    public void verify(String host, SSLSession session, long thread) {}
}
