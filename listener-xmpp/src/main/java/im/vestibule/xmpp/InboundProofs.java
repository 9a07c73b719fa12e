package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.Ns;
import im.vestibule.model.SaslFailure;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;
import im.vestibule.xmpp.InboundState.Known;
import im.vestibule.xmpp.InboundState.Open;
import im.vestibule.xmpp.InboundState.Talk;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How another server proves for which domain it speaks: by certificate (XEP-0178) or by dialback (XEP-0220). */
final class InboundProofs {
    /**
     * Pairs that a stream may be for at a time, those that are being verified among them, and those that were, in vain: each
     * has us call somebody.
     */
    static final int PAIRS = 100;

    private static final Verdict VALID = new Verdict.Valid();

    private final InboundPolicy policy;

    InboundProofs(InboundPolicy policy) {
        this.policy = policy;
    }

    S2sStep<InboundState, InboundAction> sasl(Open open, XmlElement element) {
        if (!element.name().equals("auth")) {
            return InboundMachine.fail(Condition.UNSUPPORTED_STANZA_TYPE);
        }
        if (open.known().proven().isPresent()) {
            return InboundMachine.fail(Condition.POLICY_VIOLATION);
        }
        if (!element.attribute("mechanism").equals(Optional.of("EXTERNAL"))) {
            return refuse(open, SaslName.OTHER, SaslFailure.Condition.INVALID_MECHANISM);
        }
        Optional<String> asserted = asserted(element.text(), open.talk().from());
        if (asserted.isEmpty()) {
            return refuse(open, SaslName.EXTERNAL, SaslFailure.Condition.INVALID_AUTHZID);
        }
        Pair pair = new Pair(open.talk().to(), asserted.get());
        // A wildcard may cover a domain of ours.
        if (!open.known().certificate().covers(pair.remote())
                || policy.serves().test(pair.remote())
                || !policy.allows().test(pair)) {
            return refuse(open, SaslName.EXTERNAL, SaslFailure.Condition.NOT_AUTHORIZED);
        }
        Known known = open.known();
        return S2sStep.to(
                new InboundState.Fresh(new Known(
                        known.secure(),
                        known.certificate(),
                        known.to(),
                        Optional.of(pair),
                        open.talk().bidi())),
                new InboundAction.Judged(SaslName.EXTERNAL, LoginResult.SUCCESS),
                new InboundAction.Send(XmlElement.of("success", Ns.SASL)),
                new InboundAction.Restart(true));
    }

    /** XEP-0178 §3: the authorization identity, or else who the header was from; both if both are given. */
    private static Optional<String> asserted(String payload, Optional<String> from) {
        if (payload.isEmpty() || payload.equals("=")) {
            return from;
        }
        try {
            String text = new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
            return Dialback.domain(text)
                    .filter(domain -> from.isEmpty() || from.get().equals(domain));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** There may be other proofs, unless a certificate was wanted. */
    private S2sStep<InboundState, InboundAction> refuse(Open open, SaslName name, SaslFailure.Condition condition) {
        InboundAction judged = new InboundAction.Judged(name, LoginResult.NOT_AUTHORIZED);
        InboundAction send = new InboundAction.Send(SaslFailure.of(condition).element());
        return terms(open) == UseStarttls.REQUIRED_TRUSTED
                ? InboundMachine.fail(Condition.NOT_AUTHORIZED).after(send).after(judged)
                : S2sStep.to(open, judged, send);
    }

    private UseStarttls terms(Open open) {
        return policy.tls().apply(open.talk().to());
    }

    S2sStep<InboundState, InboundAction> dialback(Open open, XmlElement element) {
        if (Dialback.answers(element)) {
            // Nobody has asked on this stream (CVE-2012-3525).
            return S2sStep.to(open, new InboundAction.Unasked());
        }
        Optional<String> from = Dialback.domain(element, "from");
        Optional<String> to = Dialback.domain(element, "to");
        if (from.isEmpty() || to.isEmpty()) {
            return InboundMachine.fail(Condition.IMPROPER_ADDRESSING);
        }
        Pair pair = new Pair(to.get(), from.get());
        return switch (element.name()) {
            case Dialback.RESULT -> result(open, pair, element.text());
            case Dialback.VERIFY -> S2sStep.to(open, new InboundAction.Send(verify(open, pair, element)));
            default -> InboundMachine.fail(Condition.UNSUPPORTED_STANZA_TYPE);
        };
    }

    /** We are asked whether a key is ours. */
    private XmlElement verify(Open open, Pair pair, XmlElement element) {
        String id = element.attribute("id").orElse("");
        Verdict verdict;
        if (!policy.serves().test(pair.local())) {
            verdict = unknown(StanzaError.Condition.ITEM_NOT_FOUND);
        } else if (lacksTls(open, pair)) {
            verdict = unknown(StanzaError.Condition.POLICY_VIOLATION);
        } else {
            verdict = policy.keys().apply(pair.local()).holds(element.text(), pair.remote(), pair.local(), id)
                    ? VALID
                    : new Verdict.Invalid();
        }
        return Dialback.verify(pair.local(), pair.remote(), id, verdict);
    }

    private boolean lacksTls(Open open, Pair pair) {
        return !open.known().secure() && InboundFeatures.needsTls(policy.tls().apply(pair.local()));
    }

    private static Verdict unknown(StanzaError.Condition condition) {
        return new Verdict.Unknown(StanzaError.of(condition));
    }

    /** Somebody says that he speaks for a domain. */
    private S2sStep<InboundState, InboundAction> result(Open open, Pair pair, String key) {
        Optional<StanzaError.Condition> refusal = refusal(open, pair);
        if (refusal.isPresent()) {
            return answer(open, pair, unknown(refusal.get()));
        }
        if (open.talk().proven().contains(pair)) {
            return answer(open, pair, VALID);
        }
        if (open.known().certificate().covers(pair.remote())) {
            // What its own server could say is less than that (XEP-0344 §2).
            return proven(open, pair);
        }
        if (policy.tls().apply(pair.local()) == UseStarttls.REQUIRED_TRUSTED) {
            return answer(open, pair, unknown(StanzaError.Condition.NOT_AUTHORIZED));
        }
        Talk talk = open.talk();
        return S2sStep.to(
                new Open(open.known(), talk.with(talk.proven(), added(talk.asked(), pair), talk.failed())),
                new InboundAction.Verify(pair, talk.id(), key),
                new InboundAction.Progress());
    }

    private Optional<StanzaError.Condition> refusal(Open open, Pair pair) {
        Talk talk = open.talk();
        if (!policy.serves().test(pair.local())) {
            return Optional.of(StanzaError.Condition.ITEM_NOT_FOUND);
        }
        if (!policy.allows().test(pair)) {
            return Optional.of(StanzaError.Condition.NOT_ALLOWED);
        }
        if (policy.serves().test(pair.remote())) {
            return Optional.of(StanzaError.Condition.FORBIDDEN);
        }
        if (lacksTls(open, pair)) {
            return Optional.of(StanzaError.Condition.POLICY_VIOLATION);
        }
        if (talk.asked().contains(pair)) {
            return Optional.of(StanzaError.Condition.UNEXPECTED_REQUEST);
        }
        return talk.proven().size() + talk.asked().size() + talk.failed() >= PAIRS
                ? Optional.of(StanzaError.Condition.RESOURCE_CONSTRAINT)
                : Optional.empty();
    }

    S2sStep<InboundState, InboundAction> verified(Open open, Pair pair, Verdict verdict) {
        if (!open.talk().asked().contains(pair)) {
            return S2sStep.stay(open);
        }
        Talk talk = open.talk();
        Set<Pair> asked = new HashSet<>(talk.asked());
        asked.remove(pair);
        boolean valid = verdict instanceof Verdict.Valid;
        int failed = valid ? talk.failed() : talk.failed() + 1;
        Open now = new Open(open.known(), talk.with(talk.proven(), asked, failed));
        return valid
                ? proven(now, pair).after(judged(LoginResult.SUCCESS))
                : answer(now, pair, verdict).after(judged(LoginResult.NOT_AUTHORIZED));
    }

    private static InboundAction judged(LoginResult result) {
        return new InboundAction.Judged(SaslName.DIALBACK, result);
    }

    private S2sStep<InboundState, InboundAction> proven(Open open, Pair pair) {
        Talk talk = open.talk();
        Open now = new Open(open.known(), talk.with(added(talk.proven(), pair), talk.asked(), talk.failed()));
        return answer(now, pair, VALID, new InboundAction.Proven(pair, SaslName.DIALBACK, talk.bidi()));
    }

    private static S2sStep<InboundState, InboundAction> answer(
            Open open, Pair pair, Verdict verdict, InboundAction... more) {
        return S2sStep.<InboundState, InboundAction>to(open, more)
                .after(new InboundAction.Send(Dialback.result(pair.local(), pair.remote(), verdict)));
    }

    private static Set<Pair> added(Set<Pair> pairs, Pair one) {
        Set<Pair> more = new HashSet<>(pairs);
        more.add(one);
        return more;
    }
}
