package im.vestibule.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** As little of a client as a rehearsal needs. Trusts everybody: it talks to its own process only. */
final class RehearsalClient implements Closeable {
    private static final int PATIENCE_MS = 10_000;
    private static final int MESSAGES = 50;

    private final Socket socket;
    private final byte[] chunk = new byte[16 * 1024];
    private final StringBuilder heard = new StringBuilder();

    private RehearsalClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
    }

    static RehearsalClient clear(InetSocketAddress address) throws IOException {
        return new RehearsalClient(new Socket(address.getAddress(), address.getPort()));
    }

    static RehearsalClient secure(InetSocketAddress address) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        return new RehearsalClient(context.getSocketFactory().createSocket(address.getAddress(), address.getPort()));
    }

    /** Logs in, becomes available, asks, talks to itself, and leaves. */
    void visit(String user, String password) throws IOException {
        String header = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
                + " to='localhost' version='1.0'>";
        say(header);
        hear("</stream:features>");
        String credentials = "\0" + user + "\0" + password;
        say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))
                + "</auth>");
        hear("<success");
        say(header);
        hear("</stream:features>");
        say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        hear("</jid>");
        say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq><presence/>"
                + "<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
        hear("id='p'");
        for (int i = 0; i < MESSAGES; i++) {
            say("<message type='chat' id='m" + i + "' to='" + user
                    + "@localhost'><body>Hello, hello!</body></message>");
        }
        hear("id='m" + (MESSAGES - 1) + "'");
        say("</stream:stream>");
        hear("</stream:stream>");
    }

    private void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void hear(String wanted) throws IOException {
        int at = heard.indexOf(wanted);
        while (at < 0) {
            int count = socket.getInputStream().read(chunk);
            if (count < 0) {
                throw new IOException("expected " + wanted + ", heard " + heard);
            }
            heard.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
            at = heard.indexOf(wanted);
        }
        heard.delete(0, at + wanted.length());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
