package im.vestibule.core;

import java.util.Optional;

/**
 * What a proxy says about the client's TLS, which ended there (PROXY protocol §2.2.5, {@code PP2_TYPE_SSL}). Mere words
 * unless the listener has {@code trust_proxy_tls}, see {@link Connection#clientTls}.
 *
 * @param client bits: 1 for TLS at all, 2 and 4 for a certificate shown on this connection or earlier in its session
 * @param verify 0 if that certificate holds, else OpenSSL's reason why not; unsigned
 * @param version such as {@code TLSv1.3}
 * @param cipher such as {@code TLS_AES_128_GCM_SHA256}
 * @param commonName of the certificate's subject, whether it holds or not
 */
public record ProxyTls(
        int client, long verify, Optional<String> version, Optional<String> cipher, Optional<String> commonName) {
    private static final int SSL = 1;
    private static final int CERT_CONN = 2;
    private static final int CERT_SESS = 4;

    /** Whether the client came by TLS. */
    public boolean secure() {
        return (client & SSL) != 0;
    }

    /** Whether the client has shown a certificate that the proxy found good. */
    public boolean certified() {
        return secure() && (client & (CERT_CONN | CERT_SESS)) != 0 && verify == 0;
    }
}
