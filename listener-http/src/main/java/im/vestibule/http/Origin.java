package im.vestibule.http;

import im.vestibule.config.SocketSpec;
import im.vestibule.core.Connection;
import im.vestibule.tls.TlsHandler;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a request comes from. A proxy between the client and us, whom {@code trusted_proxies} names, may tell by
 * {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For} where the client is; with {@code trust_proxy_tls} also, by
 * {@code proto} or {@code X-Forwarded-Proto}, that the client's own link is secure.
 *
 * @param connection of the client
 * @param secure whether the client's own link is: by TLS here, or at a proxy that may vouch for it
 * @param tls that ends here and is the client's own; empty behind a proxy
 */
public record Origin(Connection connection, boolean secure, Optional<TlsHandler> tls) {
    /**
     * @param accepted as the listener knows it
     * @param tls that ends here
     */
    static Origin of(Connection accepted, Optional<TlsHandler> tls, HttpHeaders headers, SocketSpec socket) {
        Optional<Forwarded> forwarded = socket.trustedProxies()
                .filter(trusted -> accepted.client() instanceof InetSocketAddress)
                .flatMap(trusted -> Forwarded.of((InetSocketAddress) accepted.client(), headers, trusted));
        boolean secure = tls.isPresent() || accepted.clientTls().isPresent();
        if (forwarded.isEmpty()) {
            return new Origin(accepted, secure, tls);
        }
        boolean vouched = socket.trustProxyTls() && forwarded.get().secure();
        return new Origin(accepted.onBehalf(forwarded.get().client()), vouched, Optional.empty());
    }
}
