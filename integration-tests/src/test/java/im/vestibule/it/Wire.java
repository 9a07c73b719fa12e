package im.vestibule.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A bare socket that a test talks XML, or nonsense, over. */
final class Wire implements Closeable {
    private static final int PATIENCE_MS = 10_000;

    private final InetSocketAddress address;
    private Socket socket;
    private StringBuilder heard = new StringBuilder();

    Wire(InetSocketAddress address) throws IOException {
        this.address = address;
        socket = new Socket();
        socket.connect(address, PATIENCE_MS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Starts TLS as a client that trusts everybody. */
    void secure() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
            SSLSocket secure = (SSLSocket)
                    context.getSocketFactory().createSocket(socket, address.getHostString(), address.getPort(), true);
            secure.startHandshake();
            socket = secure;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads until the pattern matches what was heard and not yet matched, and takes that away. */
    Matcher hear(Pattern pattern) throws IOException {
        byte[] chunk = new byte[16 * 1024];
        while (true) {
            Matcher matcher = pattern.matcher(heard);
            if (matcher.lookingAt()) {
                Matcher found = pattern.matcher(heard.toString());
                found.lookingAt();
                heard = new StringBuilder(heard.substring(matcher.end()));
                return found;
            }
            int count = read(chunk, "expected " + pattern);
            if (count < 0) {
                throw new AssertionError("expected " + pattern + "\nheard only " + heard + "\nthen the end");
            }
            heard.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
        }
    }

    /** Waits for the end of what the server says; returns what was heard until then. */
    String end() throws IOException {
        byte[] chunk = new byte[16 * 1024];
        try {
            for (int count = read(chunk, "expected the end"); count >= 0; count = read(chunk, "expected the end")) {
                heard.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            // A reset is an end, too.
            return heard.toString();
        }
        return heard.toString();
    }

    private int read(byte[] chunk, String wanted) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            return in.read(chunk);
        } catch (SocketTimeoutException e) {
            throw new AssertionError(wanted + "\nheard only " + heard + "\nthen nothing for " + PATIENCE_MS + " ms", e);
        }
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
