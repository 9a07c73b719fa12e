package im.vestibule.it;

import java.net.InetSocketAddress;

/**
 * Where a server lets clients in without TLS.
 *
 * @param path of its WebSockets; empty for TCP
 */
record Way(InetSocketAddress address, String path) {}
