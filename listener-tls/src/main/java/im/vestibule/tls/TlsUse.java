package im.vestibule.tls;

import java.time.Duration;
import java.util.List;

/**
 * What a kind of listener wants of TLS beyond its table.
 *
 * @param alpn protocols spoken here, best first (RFC 7301); with none, whatever a client offers is ignored
 * @param clientCertificateRequired whether a client that is asked for a certificate must show a good one
 * @param handshakeTimeout from the first byte to the end of the handshake
 */
public record TlsUse(List<String> alpn, boolean clientCertificateRequired, Duration handshakeTimeout) {
    /** Any protocol, no certificate needed, and the five seconds that MongooseIM gives. */
    public static final TlsUse PLAIN = new TlsUse(List.of(), false, Duration.ofSeconds(5));

    public TlsUse {
        alpn = List.copyOf(alpn);
    }

    public TlsUse withAlpn(String... protocols) {
        return new TlsUse(List.of(protocols), clientCertificateRequired, handshakeTimeout);
    }

    public TlsUse requiringClientCertificate() {
        return new TlsUse(alpn, true, handshakeTimeout);
    }

    public TlsUse withHandshakeTimeout(Duration timeout) {
        return new TlsUse(alpn, clientCertificateRequired, timeout);
    }
}
