package im.vestibule.services.federation;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Network;
import im.vestibule.config.S2sSpec;
import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.testing.Far;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResolverTest {
    private final Book book = new Book();
    private final AtomicLong clock = new AtomicLong();
    private final Resolver resolver = new Resolver(book, bound -> bound - 1, clock::get);

    /** What name servers know. */
    private static final class Book implements Dns {
        private final Map<String, List<Srv>> services = new HashMap<>();
        private final Map<String, List<InetAddress>> addresses = new HashMap<>();
        private final Map<String, InetAddress> hosts = new HashMap<>();
        private final Set<String> silent = new HashSet<>();
        private final List<String> asked = new ArrayList<>();
        private Runnable whileWaiting = () -> {};

        @Override
        public Asked<Srv> services(String name) {
            return answer(name, services.getOrDefault(name, List.of()), silent.contains(name));
        }

        @Override
        public Asked<InetAddress> addresses(String host, int version) {
            String key = host + " " + version;
            return answer(key, addresses.getOrDefault(key, List.of()), silent.contains(host));
        }

        @Override
        public Optional<InetAddress> hosts(String host, int version) {
            return Optional.ofNullable(hosts.get(host + " " + version));
        }

        private <T> Asked<T> answer(String question, List<T> records, boolean failed) {
            asked.add(question);
            return () -> {
                whileWaiting.run();
                return new Answer<>(records, failed);
            };
        }
    }

    private static S2sSpec spec(UseStarttls tls, List<Integer> versions, S2sSpec.Address... addresses) {
        return spec(tls, versions, List.of(), addresses);
    }

    private static S2sSpec spec(
            UseStarttls tls, List<Integer> versions, List<Network> denied, S2sSpec.Address... addresses) {
        S2sSpec usual = Far.spec();
        return new S2sSpec(
                usual.defaultPolicy(),
                usual.hostPolicy(),
                tls,
                usual.certfile(),
                usual.cacertfile(),
                usual.shared(),
                List.of(addresses),
                usual.ciphers(),
                usual.maxRetryDelay(),
                new S2sSpec.Outgoing(5270, versions, usual.outgoing().connectionTimeout(), denied),
                usual.dns());
    }

    private static S2sSpec spec(UseStarttls tls) {
        return spec(tls, List.of(4, 6));
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static Target target(String ip, int port, boolean directTls) {
        return new Target(new InetSocketAddress(ip(ip), port), directTls);
    }

    private static Whereabouts known(Target... targets) {
        return new Whereabouts.Known(List.of(targets));
    }

    private static Whereabouts unknown(Condition condition) {
        return new Whereabouts.Unknown(StanzaError.of(condition));
    }

    @Test
    void believesTheFileBeforeAnybodyElse() {
        S2sSpec.Address first = new S2sSpec.Address("b.test", ip("192.0.2.1"), Optional.empty());
        S2sSpec.Address second = new S2sSpec.Address("c.test", ip("192.0.2.2"), Optional.of(7000));
        S2sSpec spec = spec(UseStarttls.OPTIONAL, List.of(4), first, second);

        assertThat(Resolver.written("b.test", spec)).contains(known(target("192.0.2.1", 5270, false)));
        assertThat(Resolver.written("c.test", spec)).contains(known(target("192.0.2.2", 7000, false)));
        assertThat(Resolver.written("d.test", spec)).isEmpty();
    }

    @Test
    void goesByServiceRecordsWithAndWithoutTlsInOneOrder() {
        book.services.put(
                "_xmpp-server._tcp.b.test",
                List.of(new Dns.Srv(10, 0, 5269, "plain.b.test"), new Dns.Srv(30, 0, 5269, "last.b.test")));
        book.services.put("_xmpps-server._tcp.b.test", List.of(new Dns.Srv(20, 0, 5223, "tls.b.test")));
        book.addresses.put("plain.b.test 4", List.of(ip("192.0.2.1")));
        book.addresses.put("plain.b.test 6", List.of(ip("2001:db8::1")));
        book.addresses.put("tls.b.test 4", List.of(ip("192.0.2.2")));
        book.addresses.put("last.b.test 6", List.of(ip("2001:db8::3")));

        assertThat(resolver.find("b.test", spec(UseStarttls.OPTIONAL)))
                .isEqualTo(known(
                        target("192.0.2.1", 5269, false),
                        target("2001:db8::1", 5269, false),
                        target("192.0.2.2", 5223, true),
                        target("2001:db8::3", 5269, false)));
    }

    @Test
    void looksForNoTlsWhereNoneIsWanted() {
        book.services.put("_xmpps-server._tcp.b.test", List.of(new Dns.Srv(20, 0, 5223, "tls.b.test")));
        book.addresses.put("b.test 4", List.of(ip("192.0.2.9")));

        assertThat(resolver.find("b.test", spec(UseStarttls.FALSE))).isEqualTo(known(target("192.0.2.9", 5270, false)));
    }

    @Test
    void asksForAddressesInTheOrderOfTheFile() {
        book.addresses.put("b.test 4", List.of(ip("192.0.2.1")));
        book.addresses.put("b.test 6", List.of(ip("2001:db8::1")));

        assertThat(resolver.find("b.test", spec(UseStarttls.FALSE, List.of(6, 4))))
                .isEqualTo(known(target("2001:db8::1", 5270, false), target("192.0.2.1", 5270, false)));
        assertThat(resolver.find("b.test", spec(UseStarttls.FALSE, List.of(6))))
                .isEqualTo(known(target("2001:db8::1", 5270, false)));
    }

    @Test
    void doesNotLookBehindARecordThatSaysNo() {
        book.services.put("_xmpp-server._tcp.b.test", List.of(new Dns.Srv(0, 0, 0, "")));
        book.addresses.put("b.test 4", List.of(ip("192.0.2.1")));

        assertThat(resolver.find("b.test", spec(UseStarttls.FALSE)))
                .isEqualTo(unknown(Condition.REMOTE_SERVER_NOT_FOUND));
    }

    @Test
    void tellsNoDomainFromNoAnswer() {
        assertThat(resolver.find("b.test", spec(UseStarttls.OPTIONAL)))
                .isEqualTo(unknown(Condition.REMOTE_SERVER_NOT_FOUND));

        book.silent.add("_xmpp-server._tcp.b.test");

        assertThat(resolver.find("b.test", spec(UseStarttls.OPTIONAL)))
                .isEqualTo(unknown(Condition.REMOTE_SERVER_TIMEOUT));
    }

    @Test
    void asksForNamesOfOtherScriptsAsTheyStandInDns() {
        book.addresses.put("xn--bcher-kva.test 4", List.of(ip("192.0.2.1")));

        assertThat(resolver.find("bücher.test", spec(UseStarttls.FALSE)))
                .isEqualTo(known(target("192.0.2.1", 5270, false)));
    }

    @Test
    void triesNoMoreThanSixteenPlaces() {
        book.addresses.put(
                "b.test 4",
                IntStream.range(0, 100).mapToObj(i -> ip("192.0.2." + i)).toList());

        assertThat(resolver.find("b.test", spec(UseStarttls.FALSE)))
                .isInstanceOfSatisfying(
                        Whereabouts.Known.class,
                        found -> assertThat(found.targets()).hasSize(16));
    }

    private void name(int hosts) {
        book.services.put(
                "_xmpp-server._tcp.b.test",
                IntStream.range(0, hosts)
                        .mapToObj(i -> new Dns.Srv(i, 0, 5269, "host" + i))
                        .toList());
    }

    @Test
    void followsNoMoreThanSixteenNames() {
        name(17);
        book.addresses.put("host16 4", List.of(ip("192.0.2.1")));

        assertThat(resolver.find("b.test", spec(UseStarttls.FALSE)))
                .isEqualTo(unknown(Condition.REMOTE_SERVER_NOT_FOUND));
        assertThat(book.asked).contains("host15 4", "host15 6").doesNotContain("host16 4");
    }

    @Test
    void asksNothingMoreAfterThirtySeconds() {
        name(3);
        book.whileWaiting = () -> clock.addAndGet(Duration.ofSeconds(11).toNanos());

        assertThat(resolver.find("b.test", spec(UseStarttls.FALSE)))
                .isEqualTo(unknown(Condition.REMOTE_SERVER_TIMEOUT));
        assertThat(book.asked).containsExactly("_xmpp-server._tcp.b.test", "host0 4", "host0 6");
    }

    @Test
    void asksForAllOfAHostBeforeItWaitsForAnything() {
        List<String> before = new ArrayList<>();
        book.whileWaiting = () -> before.add(book.asked.getLast());

        assertThat(resolver.find("b.test", spec(UseStarttls.OPTIONAL)))
                .isEqualTo(unknown(Condition.REMOTE_SERVER_NOT_FOUND));
        assertThat(before)
                .containsExactly("_xmpp-server._tcp.b.test", "_xmpp-server._tcp.b.test", "b.test 6", "b.test 6");
    }

    @Test
    void goesNowhereThatIsDeniedUnlessTheOperatorSaysSoHimself() {
        book.addresses.put("b.test 4", List.of(ip("10.1.2.3"), ip("192.0.2.1")));
        book.addresses.put("b.test 6", List.of(ip("fe80::1")));
        S2sSpec spec = spec(
                UseStarttls.FALSE,
                List.of(4, 6),
                List.of(new Network(ip("10.0.0.0"), 8), new Network(ip("fe80::"), 10)));

        assertThat(resolver.find("b.test", spec)).isEqualTo(known(target("192.0.2.1", 5270, false)));
        book.hosts.put("b.test 4", ip("10.1.2.3"));
        assertThat(resolver.find("b.test", spec)).isEqualTo(known(target("10.1.2.3", 5270, false)));
    }
}
