package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.core.ProxyHeader;
import im.vestibule.core.ProxyTls;
import im.vestibule.services.sasl.Certified;
import im.vestibule.services.sasl.Layer;
import im.vestibule.tls.TlsHandler;
import im.vestibule.xmpp.C2sState.Link;

/** What lies below a stream where a proxy may lie between. */
final class ProxyLayer {
    private ProxyLayer() {}

    /** Before any TLS of ours. */
    static Link link(Connection connection) {
        return connection.clientTls().isPresent() ? new Link(true, atProxy(connection)) : Link.CLEAR;
    }

    /**
     * After a handshake of ours. Where the client's own TLS has ended at a proxy, that handshake was the proxy's: nothing
     * of it is the client's, neither the channel nor a certificate.
     */
    static Layer of(Connection connection, TlsHandler tls) {
        boolean between = connection
                .proxy()
                .flatMap(ProxyHeader::tls)
                .filter(ProxyTls::secure)
                .isPresent();
        return between ? atProxy(connection) : TlsLayer.of(tls);
    }

    private static Layer atProxy(Connection connection) {
        return Layer.atProxy(
                connection.clientTls().filter(ProxyTls::certified).map(tls -> Certified.byProxy(tls.commonName())));
    }
}
