package im.vestibule.config;

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
 * @param trustedProxies networks that may send one; empty if not set
 */
public record SocketSpec(
        InetSocketAddress address,
        int backlog,
        int numAcceptors,
        Limit maxConnections,
        boolean reusePort,
        boolean proxyProtocol,
        Optional<List<Network>> trustedProxies) {}
