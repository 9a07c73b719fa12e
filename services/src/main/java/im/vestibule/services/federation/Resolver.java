package im.vestibule.services.federation;

import im.vestibule.config.S2sSpec;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.federation.Dns.Answer;
import im.vestibule.services.federation.Dns.Srv;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Finds the server of a domain: by the file, by SRV records (RFC 6120 §3.2, XEP-0368), or at the domain itself. */
final class Resolver {
    /** Places that are tried for one domain. */
    private static final int TARGETS = 16;

    private record Service(Srv srv, boolean directTls) {}

    private final Dns dns;
    private final LongUnaryOperator random;

    /** @param random gives a number from 0 to below its argument */
    Resolver(Dns dns, LongUnaryOperator random) {
        this.dns = dns;
        this.random = random;
    }

    /** May wait. */
    Whereabouts find(String domain, S2sSpec spec) {
        Optional<S2sSpec.Address> written = spec.address().stream()
                .filter(entry -> entry.host().equals(domain))
                .findFirst();
        if (written.isPresent()) {
            int port = written.get().port().orElse(spec.outgoing().port());
            return known(List.of(new Target(new InetSocketAddress(written.get().ipAddress(), port), false)));
        }
        String ascii;
        try {
            ascii = IDN.toASCII(domain);
        } catch (IllegalArgumentException _) {
            return unknown(Condition.REMOTE_SERVER_NOT_FOUND);
        }
        return search(ascii, spec);
    }

    private Whereabouts search(String domain, S2sSpec spec) {
        boolean tls = spec.useStarttls() != S2sSpec.UseStarttls.FALSE;
        Answer<Srv> plain = dns.services("_xmpp-server._tcp." + domain);
        Answer<Srv> direct = tls ? dns.services("_xmpps-server._tcp." + domain) : new Answer<>(List.of(), false);
        List<Service> services = new ArrayList<>();
        direct.records().forEach(srv -> services.add(new Service(srv, true)));
        plain.records().forEach(srv -> services.add(new Service(srv, false)));
        boolean failed = plain.failed() || direct.failed();
        List<Target> targets = new ArrayList<>();
        if (services.isEmpty()) {
            failed |= add(domain, spec.outgoing().port(), false, spec, targets);
        }
        for (Service service : SrvOrder.of(services, Service::srv, random)) {
            if (!service.srv().isNone()) {
                failed |= add(service.srv().target(), service.srv().port(), service.directTls(), spec, targets);
            }
        }
        if (!targets.isEmpty()) {
            return known(targets);
        }
        return unknown(failed ? Condition.REMOTE_SERVER_TIMEOUT : Condition.REMOTE_SERVER_NOT_FOUND);
    }

    /** Whether some question was not answered. */
    private boolean add(String host, int port, boolean directTls, S2sSpec spec, List<Target> targets) {
        boolean failed = false;
        for (int version : spec.outgoing().ipVersions()) {
            if (targets.size() >= TARGETS) {
                return failed;
            }
            Answer<InetAddress> answer = dns.addresses(host, version);
            failed |= answer.failed();
            answer.records()
                    .forEach(address -> targets.add(new Target(new InetSocketAddress(address, port), directTls)));
        }
        return failed;
    }

    private static Whereabouts known(List<Target> targets) {
        return new Whereabouts.Known(targets.subList(0, Math.min(TARGETS, targets.size())));
    }

    private static Whereabouts unknown(Condition condition) {
        return new Whereabouts.Unknown(StanzaError.of(condition));
    }
}
