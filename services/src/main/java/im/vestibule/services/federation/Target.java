package im.vestibule.services.federation;

import java.net.InetSocketAddress;

/**
 * A place to try.
 *
 * @param directTls whether TLS begins with the first byte (XEP-0368)
 */
public record Target(InetSocketAddress address, boolean directTls) {}
