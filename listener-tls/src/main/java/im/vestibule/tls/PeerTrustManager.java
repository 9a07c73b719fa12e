package im.vestibule.tls;

import im.vestibule.tls.PeerIdentity.Unverified;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asked by either engine about a client's certificate during the handshake. A lenient one lets everything pass, because
 * the certificate is judged after the handshake.
 */
final class PeerTrustManager extends X509ExtendedTrustManager {
    private final Optional<PeerVerifier> verifier;
    private final boolean strict;
    private final InstantSource clock;

    PeerTrustManager(Optional<PeerVerifier> verifier, boolean strict, InstantSource clock) {
        this.verifier = verifier;
        this.strict = strict;
        this.clock = clock;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (verifier.isEmpty()) {
            throw new CertificateException("no client certificate was asked for");
        }
        if (strict && verifier.get().judge(List.of(chain), clock.instant()) instanceof Unverified bad) {
            // To the client the JDK says certificate_unknown, whatever the reason.
            throw new CertificateException("client certificate: " + bad.reason());
        }
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

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return verifier.map(PeerVerifier::acceptedIssuers).orElseGet(() -> new X509Certificate[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("there is no server to trust here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }
}
