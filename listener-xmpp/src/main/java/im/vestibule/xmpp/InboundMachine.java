package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;
import im.vestibule.xmpp.InboundState.Known;
import im.vestibule.xmpp.InboundState.Talk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a stream does that another server has opened (RFC 6120, XEP-0220, XEP-0178): a pure function of state and
 * event, shared by all streams of a listener. No pair of them is out of place.
 */
final class InboundMachine {
    private final InboundPolicy policy;
    private final InboundFeatures features;
    private final InboundProofs proofs;

    InboundMachine(InboundPolicy policy) {
        this.policy = policy;
        features = new InboundFeatures(policy);
        proofs = new InboundProofs(policy);
    }

    S2sStep<InboundState, InboundAction> step(InboundState state, InboundEvent event) {
        if (state instanceof InboundState.Ended) {
            return S2sStep.stay(state);
        }
        return switch (event) {
            case InboundEvent.Header(StreamHeader header, String id) -> header(state, header, id);
            case InboundEvent.Element(XmlElement element) -> element(state, element);
            case InboundEvent.Secured(Certificate certificate) -> secured(state, certificate);
            case InboundEvent.Verified(Pair pair, Verdict verdict) ->
                state instanceof InboundState.Open open ? proofs.verified(open, pair, verdict) : S2sStep.stay(state);
            case InboundEvent.End(), InboundEvent.Idle() -> over(Optional.empty());
            case InboundEvent.Malformed(StreamError error, String id) -> end(state, error, id);
            case InboundEvent.Late(String id) -> end(state, StreamError.of(Condition.CONNECTION_TIMEOUT), id);
            case InboundEvent.Ending(StreamError error, String id) -> end(state, error, id);
            case InboundEvent.Lost _ -> S2sStep.to(new InboundState.Ended());
        };
    }

    static S2sStep<InboundState, InboundAction> fail(StreamError error) {
        return over(Optional.of(error));
    }

    static S2sStep<InboundState, InboundAction> fail(Condition condition) {
        return fail(StreamError.of(condition));
    }

    private static S2sStep<InboundState, InboundAction> over(Optional<StreamError> error) {
        return S2sStep.to(new InboundState.Ended(), new InboundAction.Close(error));
    }

    /** RFC 6120 §4.9.1.2: our header comes before any error. */
    private S2sStep<InboundState, InboundAction> end(InboundState state, StreamError error, String id) {
        return switch (state) {
            case InboundState.Fresh(Known known) ->
                fail(error)
                        .after(new InboundAction.Open(
                                known.to().orElse(policy.defaultDomain()), Optional.empty(), id, true));
            // Nothing can be said in the middle of a handshake.
            case InboundState.Securing _ -> over(Optional.empty());
            case InboundState.Open _, InboundState.Ended _ -> fail(error);
        };
    }

    private S2sStep<InboundState, InboundAction> secured(InboundState state, Certificate certificate) {
        return state instanceof InboundState.Securing(Known known)
                ? S2sStep.to(
                        new InboundState.Fresh(new Known(true, certificate, known.to(), known.proven(), known.bidi())),
                        new InboundAction.Restart(false),
                        new InboundAction.Progress())
                : S2sStep.stay(state);
    }

    private S2sStep<InboundState, InboundAction> header(InboundState state, StreamHeader header, String id) {
        if (!(state instanceof InboundState.Fresh(Known known))) {
            return end(state, StreamError.of(Condition.POLICY_VIOLATION, "a stream is already open"), id);
        }
        Optional<String> to = header.attribute("to").flatMap(Dialback::domain);
        Optional<String> from = header.attribute("from").flatMap(Dialback::domain);
        boolean modern = StreamVersion.atLeastOne(header.attribute("version"));
        InboundAction open = new InboundAction.Open(to.orElse(policy.defaultDomain()), from, id, modern);
        Optional<StreamError> fault = fault(known, header, to, modern);
        if (fault.isPresent()) {
            return fail(fault.get()).after(open);
        }
        Known now = new Known(known.secure(), known.certificate(), to, known.proven(), known.bidi());
        Set<Pair> proven = known.proven().map(Set::of).orElse(Set.of());
        Talk talk = new Talk(to.orElseThrow(), from, id, proven, Set.of(), 0, false, false);
        InboundState next = new InboundState.Open(now, talk);
        List<InboundAction> actions = new ArrayList<>(List.of(open));
        if (modern) {
            actions.add(new InboundAction.Send(features.of(now, talk.to(), from)));
        }
        actions.add(new InboundAction.Progress());
        // Not before our features: from here on stanzas may go, too.
        now.proven().ifPresent(pair -> actions.add(new InboundAction.Proven(pair, SaslName.EXTERNAL, now.bidi())));
        return new S2sStep<>(next, List.copyOf(actions));
    }

    private Optional<StreamError> fault(Known known, StreamHeader header, Optional<String> to, boolean modern) {
        Optional<StreamError> fault = HeaderRules.fault(header, Ns.SERVER);
        if (fault.isPresent()) {
            return fault;
        }
        if (header.attribute("to").isEmpty()) {
            return Optional.of(StreamError.of(Condition.IMPROPER_ADDRESSING, "The 'to' attribute is missing"));
        }
        if (to.filter(policy.serves()).isEmpty()) {
            return Optional.of(StreamError.of(Condition.HOST_UNKNOWN));
        }
        if (known.to().isPresent() && !known.to().equals(to)) {
            return Optional.of(StreamError.of(
                    Condition.HOST_UNKNOWN, "The 'to' attribute differs from the originally provided one"));
        }
        if (known.proven().isPresent()
                && !header.attribute("from")
                        .flatMap(Dialback::domain)
                        .equals(known.proven().map(Pair::remote))) {
            return Optional.of(StreamError.of(Condition.INVALID_FROM));
        }
        UseStarttls terms = policy.tls().apply(to.get());
        if (!modern && !known.secure() && InboundFeatures.needsTls(terms)) {
            // Without features there is no way to TLS.
            return Optional.of(StreamError.of(Condition.UNSUPPORTED_VERSION));
        }
        if (known.secure()
                && terms == UseStarttls.REQUIRED_TRUSTED
                && !known.certificate().trusted()) {
            return Optional.of(StreamError.of(Condition.POLICY_VIOLATION, "a certificate that we trust is needed"));
        }
        return Optional.empty();
    }

    private S2sStep<InboundState, InboundAction> element(InboundState state, XmlElement element) {
        if (!(state instanceof InboundState.Open open)) {
            // Before our header, or in the middle of a handshake, nothing can be said.
            return over(Optional.empty());
        }
        boolean again =
                element.namespace().equals(Ns.TLS) || element.namespace().equals(Ns.SASL);
        if (again && open.talk().counted()) {
            // A new stream would forget what has not been acknowledged on this one.
            return fail(StreamError.of(Condition.POLICY_VIOLATION, "negotiation is over"));
        }
        return switch (element.namespace()) {
            case Ns.TLS -> startTls(open, element);
            case Ns.SASL -> proofs.sasl(open, element);
            case Ns.DIALBACK -> proofs.dialback(open, element);
            case Ns.BIDI -> bidi(open, element);
            case Ns.STREAM_MANAGEMENT -> manage(open, element);
            // The peer has given up; it expects nothing but the end.
            case Ns.STREAMS -> element.name().equals("error") ? over(Optional.empty()) : unknown();
            default -> unknown();
        };
    }

    private static S2sStep<InboundState, InboundAction> unknown() {
        return fail(Condition.UNSUPPORTED_STANZA_TYPE);
    }

    private S2sStep<InboundState, InboundAction> startTls(InboundState.Open open, XmlElement element) {
        if (!element.name().equals("starttls")) {
            return unknown();
        }
        if (!features.mayStartTls(open.known(), policy.tls().apply(open.talk().to()))) {
            // RFC 6120 §5.4.2.2.
            return over(Optional.empty()).after(new InboundAction.Send(XmlElement.of("failure", Ns.TLS)));
        }
        return S2sStep.to(
                new InboundState.Securing(open.known()),
                new InboundAction.Send(XmlElement.of("proceed", Ns.TLS)),
                new InboundAction.Secure());
    }

    /** XEP-0288 §2.2: before any proof. */
    private static S2sStep<InboundState, InboundAction> bidi(InboundState.Open open, XmlElement element) {
        Talk talk = open.talk();
        if (!element.name().equals("bidi") || !talk.proven().isEmpty()) {
            return unknown();
        }
        return S2sStep.stay(new InboundState.Open(open.known(), talk.withBidi()));
    }

    /** XEP-0198, without resumption: what was not acknowledged comes again on the next stream. */
    private static S2sStep<InboundState, InboundAction> manage(InboundState.Open open, XmlElement element) {
        return switch (element.name()) {
            case "enable" -> enable(open);
            case "r" -> S2sStep.to(open, new InboundAction.Acknowledge());
            case "a" ->
                element.attribute("h")
                        .flatMap(OutboundMachine::count)
                        .<S2sStep<InboundState, InboundAction>>map(
                                count -> S2sStep.to(open, new InboundAction.Acknowledged(count)))
                        .orElseGet(() -> fail(Condition.BAD_FORMAT));
            default -> unknown();
        };
    }

    /** XEP-0198 §3: not before a proof, and once. */
    private static S2sStep<InboundState, InboundAction> enable(InboundState.Open open) {
        if (open.talk().counted()) {
            return fail(StreamError.of(Condition.POLICY_VIOLATION, "stanzas are counted already"));
        }
        return open.talk().proven().isEmpty()
                ? S2sStep.to(
                        open,
                        new InboundAction.Send(XmlElement.builder("failed", Ns.STREAM_MANAGEMENT)
                                .child(XmlElement.of("unexpected-request", Ns.STANZA_ERRORS))
                                .build()))
                : S2sStep.to(
                        new InboundState.Open(open.known(), open.talk().withCount()),
                        new InboundAction.Count(),
                        new InboundAction.Send(XmlElement.of("enabled", Ns.STREAM_MANAGEMENT)));
    }
}
