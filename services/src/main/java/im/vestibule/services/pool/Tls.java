package im.vestibule.services.pool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * How to secure connections to a service outside. The context itself holds the service's certificate against the name it
 * must have.
 *
 * @param parameters versions, suites and server names; not to be changed
 */
public record Tls(SSLContext context, SSLParameters parameters) {

    /** Makes sockets that handshake by the parameters. */
    public SSLSocketFactory sockets() {
        return new Factory(context.getSocketFactory(), parameters);
    }

    private static final class Factory extends SSLSocketFactory {
        private final SSLSocketFactory plain;
        private final SSLParameters parameters;

        Factory(SSLSocketFactory plain, SSLParameters parameters) {
            this.plain = plain;
            this.parameters = parameters;
        }

        private Socket configured(Socket socket) {
            ((SSLSocket) socket).setSSLParameters(parameters);
            return socket;
        }

        @Override
        public Socket createSocket() throws IOException {
            return configured(plain.createSocket());
        }

        @Override
        public Socket createSocket(Socket below, String host, int port, boolean autoClose) throws IOException {
            return configured(plain.createSocket(below, host, port, autoClose));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return configured(plain.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return configured(plain.createSocket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return configured(plain.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return configured(plain.createSocket(host, port, from, fromPort));
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return plain.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return plain.getSupportedCipherSuites();
        }
    }
}
