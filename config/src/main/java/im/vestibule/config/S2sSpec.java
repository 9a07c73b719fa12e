package im.vestibule.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code s2s} table: federation, both ways.
 *
 * @param defaultPolicy for domains that {@code hostPolicy} does not name
 * @param hostPolicy by domain, each domain once
 * @param useStarttls how much TLS is wanted, both ways
 * @param certfile PEM with chain and key; before the listener's own for incoming TLS, and for outgoing TLS
 * @param cacertfile ours: PEM with the authorities that servers' certificates are held against where we connect; empty for
 *     those of the JDK
 * @param shared the dialback secret (XEP-0185); empty for a random one, another one each time the server starts
 * @param address where to connect for a domain, instead of what DNS says
 * @param ciphers OpenSSL cipher string for outgoing TLS
 * @param maxRetryDelay longest pause between two attempts to connect
 * @param outgoing how we connect
 * @param dns how names are looked up
 */
public record S2sSpec(
        Policy defaultPolicy,
        List<HostPolicy> hostPolicy,
        UseStarttls useStarttls,
        Optional<Path> certfile,
        Optional<Path> cacertfile,
        Optional<Secret> shared,
        List<Address> address,
        String ciphers,
        Duration maxRetryDelay,
        Outgoing outgoing,
        Dns dns) {

    public enum UseStarttls {
        FALSE,
        OPTIONAL,
        REQUIRED,
        REQUIRED_TRUSTED
    }

    static S2sSpec read(Section s) {
        Dns dns = s.section("dns", Dns::read);
        S2sSpec s2s = new S2sSpec(
                s.value("default_policy", Type.oneOf(Policy.class), Policy.ALLOW),
                s.tables("host_policy", HostPolicy::read),
                s.value("use_starttls", Type.oneOf(UseStarttls.class), UseStarttls.FALSE),
                s.optional("certfile", FileTypes.FILE),
                s.optional("cacertfile", FileTypes.FILE),
                s.optional("shared", Type.SECRET),
                s.tables("address", Address::read),
                s.value("ciphers", Type.NON_EMPTY, "TLSv1.2:TLSv1.3"),
                s.value("max_retry_delay", NumberTypes.SECONDS, NumberTypes.seconds(300)),
                s.section("outgoing", outgoing -> Outgoing.read(outgoing, dns)),
                dns);
        s.distinct("host_policy", s2s.hostPolicy, HostPolicy::host);
        s.distinct("address", s2s.address, Address::host);
        return s2s;
    }

    public record HostPolicy(String host, Policy policy) {
        static HostPolicy read(Section s) {
            return new HostPolicy(
                    s.mandatory("host", AddressTypes.DOMAIN), s.mandatory("policy", Type.oneOf(Policy.class)));
        }
    }

    /**
     * A domain's server.
     *
     * @param ipAddress where to connect for the domain {@code host}
     * @param port empty for {@code outgoing.port}
     */
    public record Address(String host, InetAddress ipAddress, Optional<Integer> port) {
        static Address read(Section s) {
            return new Address(
                    s.mandatory("host", AddressTypes.DOMAIN),
                    s.mandatory("ip_address", AddressTypes.IP),
                    s.find("port", NumberTypes.PORT, "that of s2s.outgoing.port"));
        }
    }

    /**
     * How we connect.
     *
     * @param port where DNS names none
     * @param ipVersions 4 and 6, in the order they are tried
     * @param connectionTimeout empty for {@code "infinity"}
     * @param deniedNetworks ours: whatever DNS says, nothing is connected to there; what the file or the system's hosts file
     *     says is believed
     */
    public record Outgoing(
            int port, List<Integer> ipVersions, Optional<Duration> connectionTimeout, List<Network> deniedNetworks) {
        /** No server of another house is there: this network, link-local, multicast and what is reserved. */
        private static final List<Network> NOWHERE = List.of(
                network("0.0.0.0", 8),
                network("169.254.0.0", 16),
                network("224.0.0.0", 3),
                network("::", 128),
                network("fe80::", 10),
                network("ff00::", 8));

        private static final List<Network> LOOPBACK = List.of(network("127.0.0.0", 8), network("::1", 128));

        private static Network network(String address, int prefix) {
            return new Network(InetAddress.ofLiteral(address), prefix);
        }

        /** Who writes name servers has chosen who may say what is on this machine; the system's pass on what strangers say. */
        private static List<Network> denied(Dns dns) {
            return dns.nameservers().isEmpty()
                    ? Stream.concat(NOWHERE.stream(), LOOPBACK.stream()).toList()
                    : NOWHERE;
        }

        /** Whether DNS may lead us there. */
        public boolean admits(InetAddress address) {
            return deniedNetworks.stream().noneMatch(network -> network.contains(address));
        }

        static Outgoing read(Section s, Dns dns) {
            return new Outgoing(
                    s.value("port", NumberTypes.PORT, 5269),
                    s.value("ip_versions", IpVersion.TYPE.uniqueNonEmptyList(), List.of(4, 6)),
                    s.value(
                            "connection_timeout",
                            NumberTypes.MILLIS_OR_INFINITY,
                            Optional.of(NumberTypes.millis(10_000))),
                    s.value("denied_networks", AddressTypes.NETWORK.list(), denied(dns)));
        }
    }

    /**
     * How names are looked up.
     *
     * @param timeout how long a name server has for its answer
     * @param retries how often a question is asked
     * @param nameservers ours: asked instead of the system's; empty for those
     */
    public record Dns(Duration timeout, int retries, List<InetSocketAddress> nameservers) {
        static Dns read(Section s) {
            return new Dns(
                    s.value("timeout", NumberTypes.SECONDS, NumberTypes.seconds(10)),
                    s.positive("retries", 2),
                    s.optional("nameservers", AddressTypes.NAMESERVER.list()).orElse(List.of()));
        }
    }
}
