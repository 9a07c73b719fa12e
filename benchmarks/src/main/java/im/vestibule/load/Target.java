package im.vestibule.load;

/**
 * The server under load and the way in.
 *
 * @param domain that clients belong to; also sent as SNI and as the {@code Host} of HTTP
 * @param path of WebSocket and BOSH
 * @param sources loopback addresses to connect from, 127.0.0.1 and up; one does for 28,000 connections
 */
public record Target(
        String host,
        int port,
        String domain,
        Transport transport,
        String path,
        Security security,
        ProxyHeader proxy,
        int sources) {
    public Target {
        if (security == Security.STARTTLS && transport != Transport.TCP) {
            throw new IllegalArgumentException("STARTTLS is for TCP only; over HTTP use direct TLS");
        }
        if (sources < 1 || sources > 250) {
            throw new IllegalArgumentException("1 to 250 source addresses");
        }
    }

    /** Plain TCP. */
    public static Target tcp(String host, int port, String domain) {
        return new Target(host, port, domain, Transport.TCP, "/", Security.NONE, ProxyHeader.NONE, 1);
    }

    public Target with(Security wanted) {
        return new Target(host, port, domain, transport, path, wanted, proxy, sources);
    }

    public Target with(Transport wanted, String at) {
        return new Target(host, port, domain, wanted, at, security, proxy, sources);
    }

    public Target with(ProxyHeader wanted) {
        return new Target(host, port, domain, transport, path, security, wanted, sources);
    }

    public Target from(int addresses) {
        return new Target(host, port, domain, transport, path, security, proxy, addresses);
    }
}
