package im.vestibule.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges the certificate of a server that we connect to, and whether it is for the name we wanted. */
final class ServerTrustManager extends X509ExtendedTrustManager {
    private final Optional<PeerVerifier> verifier;
    private final Optional<ServerNames> names;
    private final Optional<String> wanted;
    private final InstantSource clock;

    /**
     * @param verifier empty if every certificate will do
     * @param names empty if every name will do
     * @param wanted the name it must have; empty for the one that is connected to
     */
    ServerTrustManager(
            Optional<PeerVerifier> verifier,
            Optional<ServerNames> names,
            Optional<String> wanted,
            InstantSource clock) {
        this.verifier = verifier;
        this.names = names;
        this.wanted = wanted;
        this.clock = clock;
    }

    private void judge(X509Certificate[] chain, Optional<String> peer) throws CertificateException {
        if (verifier.isEmpty()) {
            return;
        }
        if (verifier.get().judge(List.of(chain), clock.instant()) instanceof PeerIdentity.Unverified bad) {
            throw new CertificateException("the server's certificate is not believed: " + bad.reason());
        }
        if (names.isPresent()) {
            String name = wanted.or(() -> peer)
                    .orElseThrow(() -> new CertificateException("it is not known which name the server must have"));
            if (!names.get().fit(chain[0], name)) {
                throw new CertificateException("the server's certificate is not for " + name);
            }
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain, Optional.ofNullable(engine.getHandshakeSession()).map(SSLSession::getPeerHost));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        Optional<SSLSession> session =
                socket instanceof SSLSocket tls ? Optional.ofNullable(tls.getHandshakeSession()) : Optional.empty();
        judge(chain, session.map(SSLSession::getPeerHost));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain, Optional.empty());
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return verifier.map(PeerVerifier::acceptedIssuers).orElseGet(() -> new X509Certificate[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("there is no client to trust here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }
}
