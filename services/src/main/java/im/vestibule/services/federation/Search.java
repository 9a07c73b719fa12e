package im.vestibule.services.federation;

import im.vestibule.config.S2sSpec;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.federation.Dns.Answer;
import im.vestibule.services.federation.Dns.Asked;
import im.vestibule.services.federation.Dns.Srv;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * One look for the server of a domain. Whoever has the domain writes the answers: so only so many of them are followed, and only
 * for so long. Not thread-safe.
 */
final class Search {
    /** Places that are worth trying. */
    static final int TARGETS = 16;

    /** Hosts whose addresses are asked for. */
    static final int HOSTS = 16;

    /** After that nothing more is asked. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private record Service(Srv srv, boolean directTls) {}

    private final Dns dns;
    private final S2sSpec spec;
    private final LongUnaryOperator random;
    private final LongSupplier clock;
    private final long begin;
    private final List<Target> targets = new ArrayList<>();
    private boolean failed;

    Search(Dns dns, S2sSpec spec, LongUnaryOperator random, LongSupplier clock) {
        this.dns = dns;
        this.spec = spec;
        this.random = random;
        this.clock = clock;
        begin = clock.getAsLong();
    }

    /** May wait. */
    Whereabouts of(String domain) {
        List<Service> services = services(domain);
        if (services.isEmpty()) {
            add(domain, spec.outgoing().port(), false);
        }
        SrvOrder.of(services, Service::srv, random).stream()
                .filter(service -> !service.srv().isNone())
                .limit(HOSTS)
                .takeWhile(_ -> goesOn())
                .forEach(service -> add(service.srv().target(), service.srv().port(), service.directTls()));
        if (!targets.isEmpty()) {
            return new Whereabouts.Known(targets);
        }
        return new Whereabouts.Unknown(
                StanzaError.of(failed ? Condition.REMOTE_SERVER_TIMEOUT : Condition.REMOTE_SERVER_NOT_FOUND));
    }

    private boolean goesOn() {
        boolean late = clock.getAsLong() - begin > LONGEST.toNanos();
        failed |= late;
        return !late && targets.size() < TARGETS;
    }

    private List<Service> services(String domain) {
        boolean tls = spec.useStarttls() != S2sSpec.UseStarttls.FALSE;
        Asked<Srv> direct = tls ? dns.services("_xmpps-server._tcp." + domain) : Answer::none;
        Asked<Srv> plain = dns.services("_xmpp-server._tcp." + domain);
        List<Service> services = new ArrayList<>();
        take(direct).forEach(srv -> services.add(new Service(srv, true)));
        take(plain).forEach(srv -> services.add(new Service(srv, false)));
        return services;
    }

    private <T> List<T> take(Asked<T> asked) {
        Answer<T> answer = asked.answer();
        failed |= answer.failed();
        return answer.records();
    }

    private void add(String host, int port, boolean directTls) {
        List<Asked<InetAddress>> asked = spec.outgoing().ipVersions().stream()
                .map(version -> addresses(host, version))
                .toList();
        asked.stream()
                .flatMap(each -> take(each).stream())
                .limit(TARGETS - targets.size())
                .forEach(address -> targets.add(new Target(new InetSocketAddress(address, port), directTls)));
    }

    private Asked<InetAddress> addresses(String host, int version) {
        Optional<InetAddress> written = dns.hosts(host, version);
        if (written.isPresent()) {
            return () -> new Answer<>(List.of(written.get()), false);
        }
        Asked<InetAddress> asked = dns.addresses(host, version);
        return () -> {
            Answer<InetAddress> answer = asked.answer();
            List<InetAddress> admitted =
                    answer.records().stream().filter(spec.outgoing()::admits).toList();
            return new Answer<>(admitted, answer.failed());
        };
    }
}
