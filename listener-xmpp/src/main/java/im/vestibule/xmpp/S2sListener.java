package im.vestibule.xmpp;

import im.vestibule.config.S2sListenSpec;
import im.vestibule.core.AdmissionHandler;
import im.vestibule.core.Door;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Terms;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.router.Router;
import java.util.Optional;
import java.util.OptionalLong;

/** What a {@code [[listen.s2s]]} table becomes. */
public final class S2sListener {
    /**
     * What every such listener of the house shares.
     *
     * @param defaultDomain {@code general.default_server_domain}
     * @param maxFsmQueue {@code general.max_fsm_queue}
     * @param terms of the tables {@code s2s}
     * @param caller opens streams to other servers
     */
    public record Services(
            String defaultDomain,
            Optional<Integer> maxFsmQueue,
            Terms terms,
            Caller caller,
            Hosts hosts,
            Components components,
            Federation federation,
            Router router,
            Effects effects,
            Tallies tallies) {
        boolean serves(String domain) {
            return hosts.serves(domain) || components.find(domain) != null;
        }
    }

    private S2sListener() {}

    /**
     * @param name key of the table
     * @param tls present if there is a certificate for STARTTLS
     */
    public static Door door(String name, S2sListenSpec spec, Optional<Tls> tls, Services services) {
        InboundPolicy policy = new InboundPolicy(
                services.defaultDomain(),
                services::serves,
                services.terms()::allow,
                domain -> services.terms().of(domain).useStarttls(),
                tls.isPresent(),
                domain -> services.caller().keys(domain),
                spec.maxStanzaSize().isInfinite()
                        ? OptionalLong.empty()
                        : OptionalLong.of(spec.maxStanzaSize().value()));
        InboundDoor door = new InboundDoor(
                name,
                services.tallies().of(name),
                new InboundMachine(policy),
                spec.shaper(),
                tls,
                services.maxFsmQueue().map(OptionalLong::of).orElseGet(OptionalLong::empty),
                StreamLimits.early(spec.limits(), spec.maxStanzaSize()),
                StreamLimits.lasting(spec.limits(), spec.maxStanzaSize()),
                spec.limits().preAuthTime(),
                spec.hibernateAfter(),
                AdmissionHandler.of(spec.limits()),
                services.components(),
                services.federation(),
                services.caller(),
                services.router(),
                services.effects());
        return new Door(name, spec.socket(), new InboundPipeline(door));
    }
}
