package im.vestibule.config;

import java.net.InetSocketAddress;

/**
 * Ours: the {@code metrics} table, a door for monitoring.
 *
 * @param address where {@code /metrics}, {@code /live} and {@code /ready} are served
 */
public record MetricsSpec(InetSocketAddress address) {

    static MetricsSpec read(Section s) {
        return new MetricsSpec(
                new InetSocketAddress(s.value("ip_address", AddressTypes.IP, AddressTypes.LOOPBACK), s.port("port")));
    }
}
