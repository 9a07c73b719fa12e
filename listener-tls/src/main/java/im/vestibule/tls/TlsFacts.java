package im.vestibule.tls;

import java.util.Optional;

/**
 * What a finished handshake has come to, for logs and decisions.
 *
 * @param version {@code TLSv1.2} or {@code TLSv1.3}
 * @param suite as named by IANA
 * @param host asked for by SNI, lower case
 * @param alpn the protocol agreed upon
 * @param client what is known of the client by its certificate
 */
public record TlsFacts(
        String version, String suite, Optional<String> host, Optional<String> alpn, PeerIdentity client) {}
