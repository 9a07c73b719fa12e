package im.vestibule.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The listening socket of any listener.
 *
 * @param address where to bind; its family is the listener's {@code ip_version}
 * @param backlog connections the kernel holds before they are accepted
 * @param numAcceptors accepts per wake-up, and the bound on listening sockets with {@code reuse_port}
 * @param maxConnections soft limit: accepting pauses above it
 * @param reusePort one listening socket per event loop, the kernel spreads connections
 * @param proxyProtocol every connection starts with a PROXY header
 * @param trustedProxies networks that may send one, or a {@code Forwarded} header; empty if not set
 * @param trustProxyTls what a PROXY header says about the client's TLS counts as if it were ours
 */
public record SocketSpec(
        InetSocketAddress address,
        int backlog,
        int numAcceptors,
        Limit maxConnections,
        boolean reusePort,
        boolean proxyProtocol,
        Optional<List<Network>> trustedProxies,
        boolean trustProxyTls) {
    private static final int BACKLOG = 1024;
    private static final int ACCEPTORS = 100;

    private enum Proto {
        TCP
    }

    static SocketSpec readC2s(Section s) {
        return readXmpp(s, s.value("max_connections", NumberTypes.LIMIT, Limit.INFINITY), s.bool("reuse_port", false));
    }

    static SocketSpec readXmpp(Section s) {
        return readXmpp(s, Limit.INFINITY, false);
    }

    private static SocketSpec readXmpp(Section s, Limit maxConnections, boolean reusePort) {
        InetSocketAddress address = readAddress(s);
        Optional<Boolean> proxyProtocol = s.find("proxy_protocol", Type.BOOL, "false");
        SocketSpec socket = new SocketSpec(
                address,
                s.positive("backlog", BACKLOG),
                s.positive("num_acceptors", ACCEPTORS),
                maxConnections,
                reusePort,
                proxyProtocol.orElse(false),
                s.optional("trusted_proxies", AddressTypes.NETWORK.list()),
                s.bool("trust_proxy_tls", false));
        // Whoever writes it wrongly did not mean to leave it out.
        boolean unproxied = !proxyProtocol.orElse(s.written("proxy_protocol"));
        if (unproxied && socket.trustedProxies.isPresent()) {
            s.warning("trusted_proxies", Fault.of("no effect without proxy_protocol = true"));
        }
        if (unproxied && socket.trustProxyTls) {
            s.warning("trust_proxy_tls", Fault.of("no effect without proxy_protocol = true"));
        } else if (socket.trustProxyTls && !s.written("trusted_proxies")) {
            s.warning(
                    "trust_proxy_tls",
                    Fault.of("any peer can claim to be a proxy and its client to be anybody")
                            .hint("name your proxies in trusted_proxies"));
        }
        return socket;
    }

    static SocketSpec readHttp(Section s) {
        InetSocketAddress address = readAddress(s);
        Transport transport = s.section("transport", Transport::read);
        SocketSpec socket = new SocketSpec(
                address,
                BACKLOG,
                transport.numAcceptors,
                transport.maxConnections,
                false,
                s.bool("proxy_protocol", false),
                s.optional("trusted_proxies", AddressTypes.NETWORK.list()),
                s.bool("trust_proxy_tls", false));
        if (socket.trustProxyTls && !s.written("trusted_proxies")) {
            s.warning(
                    "trust_proxy_tls",
                    Fault.of(
                            socket.proxyProtocol
                                    ? "any peer can claim to be a proxy and its client to be anybody"
                                    : "no effect without trusted_proxies"));
        }
        return socket;
    }

    private record Transport(int numAcceptors, Limit maxConnections) {
        static Transport read(Section s) {
            return new Transport(
                    s.positive("num_acceptors", ACCEPTORS),
                    s.value("max_connections", NumberTypes.LIMIT, new Limit(1024)));
        }
    }

    private static InetSocketAddress readAddress(Section s) {
        int port = s.port("port");
        Optional<InetAddress> ip = s.find("ip_address", AddressTypes.IP, "all-zeros address");
        Optional<Integer> version = s.find("ip_version", IpVersion.TYPE, "that of ip_address, else 4");
        s.value("proto", Type.oneOf(Proto.class), Proto.TCP);
        if (version.equals(Optional.of(4))
                && ip.filter(address -> address.getAddress().length > 4).isPresent()) {
            s.error(
                    "ip_version",
                    Fault.of("ip_address is an IPv6 address").found("4").hint("drop ip_version"));
        }
        InetAddress any = version.equals(Optional.of(6)) ? AddressTypes.ANY_V6 : AddressTypes.ANY_V4;
        return new InetSocketAddress(ip.orElse(any), port);
    }
}
