package im.vestibule.it;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS as a client that trusts everybody. */
final class Tls {
    private Tls() {}

    /**
     * Does a handshake over a connected socket.
     *
     * @param protocols as the JDK names them; none for its own choice
     */
    static SSLSocket over(Socket socket, String... protocols) throws IOException {
        return over(context(), socket, protocols);
    }

    /** The same as a client of one's own. */
    static SSLSocket over(SSLContext client, Socket socket, String... protocols) throws IOException {
        SSLSocket secure = (SSLSocket) client.getSocketFactory().createSocket(socket, "door.test", 0, true);
        if (protocols.length > 0) {
            secure.setEnabledProtocols(protocols);
        }
        secure.startHandshake();
        return secure;
    }

    /**
     * What a client binds a channel by.
     *
     * @param type {@code tls-exporter} (RFC 9266) or {@code tls-server-end-point} (RFC 5929 §4), here always by SHA-256
     */
    static byte[] binding(SSLSession session, String type) {
        try {
            return switch (type) {
                case "tls-exporter" ->
                    ((ExtendedSSLSession) session)
                            .exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
                case "tls-server-end-point" ->
                    MessageDigest.getInstance("SHA-256").digest(session.getPeerCertificates()[0].getEncoded());
                default -> throw new IllegalArgumentException(type);
            };
        } catch (SSLException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext context(KeyManager... certificates) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(certificates, new TrustManager[] {trusting()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509TrustManager trusting() {
        return new Trusting();
    }

    /** Names are not looked at either: that is done for trust managers of the plain kind only. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

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
