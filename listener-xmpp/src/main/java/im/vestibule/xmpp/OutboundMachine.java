package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;
import im.vestibule.xmpp.OutboundState.Known;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a stream does that we open to another server (RFC 6120, XEP-0220, XEP-0178): a pure function of state and
 * event. No pair of them is out of place.
 */
final class OutboundMachine {
    private final Call call;

    OutboundMachine(Call call) {
        this.call = call;
    }

    S2sStep<OutboundState, OutboundAction> step(OutboundState state, OutboundEvent event) {
        if (state instanceof OutboundState.Ended) {
            return S2sStep.stay(state);
        }
        return switch (event) {
            case OutboundEvent.Connected() -> connected(state);
            case OutboundEvent.Secured(Certificate certificate) -> secured(state, certificate);
            case OutboundEvent.Header(StreamHeader header) -> header(state, header);
            case OutboundEvent.Element(XmlElement element) -> element(state, element);
            case OutboundEvent.Join(Pair pair) -> OutboundShares.join(state, pair, call.keys());
            case OutboundEvent.Overdue(Pair pair) -> OutboundShares.answered(state, pair, false);
            case OutboundEvent.End() -> gone(state);
            case OutboundEvent.Idle() -> over(Optional.empty());
            case OutboundEvent.Malformed(StreamError error) -> end(state, error);
            case OutboundEvent.Late() -> end(state, StreamError.of(Condition.CONNECTION_TIMEOUT));
            case OutboundEvent.Ending(StreamError error) -> end(state, error);
            case OutboundEvent.Lost _ ->
                state instanceof OutboundState.Authenticating
                        ? S2sStep.to(new OutboundState.Ended(), new OutboundAction.Reconsider())
                        : S2sStep.to(new OutboundState.Ended());
        };
    }

    private static S2sStep<OutboundState, OutboundAction> over(Optional<StreamError> error) {
        return S2sStep.to(new OutboundState.Ended(), new OutboundAction.Close(error));
    }

    private static S2sStep<OutboundState, OutboundAction> fail(Condition condition, String text) {
        return over(Optional.of(StreamError.of(condition, text)));
    }

    /** Some servers close the stream where our certificate is not to their liking. */
    private static S2sStep<OutboundState, OutboundAction> gone(OutboundState state) {
        S2sStep<OutboundState, OutboundAction> over = over(Optional.empty());
        return state instanceof OutboundState.Authenticating ? over.after(new OutboundAction.Reconsider()) : over;
    }

    /** Before our header, or in the middle of a handshake, nothing can be said. */
    private static S2sStep<OutboundState, OutboundAction> end(OutboundState state, StreamError error) {
        return switch (state) {
            case OutboundState.Fresh _, OutboundState.Securing _ -> over(Optional.empty());
            default -> over(Optional.of(error));
        };
    }

    private S2sStep<OutboundState, OutboundAction> connected(OutboundState state) {
        return state instanceof OutboundState.Fresh(Known known) ? greet(known) : S2sStep.stay(state);
    }

    private S2sStep<OutboundState, OutboundAction> greet(Known known) {
        return S2sStep.to(
                new OutboundState.Greeting(known), new OutboundAction.Open(true), new OutboundAction.Progress());
    }

    private S2sStep<OutboundState, OutboundAction> secured(OutboundState state, Certificate certificate) {
        Known before;
        switch (state) {
            case OutboundState.Fresh(Known known) -> before = known;
            case OutboundState.Securing(Known known) -> before = known;
            default -> {
                return S2sStep.stay(state);
            }
        }
        if (call.tls() == UseStarttls.REQUIRED_TRUSTED
                && !certificate.covers(call.pair().remote())) {
            return over(Optional.empty());
        }
        return greet(new Known(true, before.authenticated(), before.bidi()));
    }

    private S2sStep<OutboundState, OutboundAction> header(OutboundState state, StreamHeader header) {
        if (!(state instanceof OutboundState.Greeting(Known known))) {
            return fail(Condition.POLICY_VIOLATION, "a stream is already open");
        }
        Optional<StreamError> fault = HeaderRules.fault(header, Ns.SERVER);
        if (fault.isPresent()) {
            return over(fault);
        }
        Optional<String> id = header.attribute("id");
        if (id.isEmpty()) {
            return fail(Condition.INVALID_XML, "The 'id' attribute is missing");
        }
        OutboundState.Greeted greeted = new OutboundState.Greeted(known, id.get());
        if (StreamVersion.atLeastOne(header.attribute("version"))) {
            return S2sStep.to(greeted, new OutboundAction.Progress());
        }
        return needsTls(known) ? withoutTls() : prove(greeted, Optional.empty());
    }

    private boolean needsTls(Known known) {
        return !known.secure() && InboundFeatures.needsTls(call.tls());
    }

    private static S2sStep<OutboundState, OutboundAction> withoutTls() {
        return fail(Condition.POLICY_VIOLATION, "TLS is required here");
    }

    private S2sStep<OutboundState, OutboundAction> element(OutboundState state, XmlElement element) {
        if (element.is("error", Ns.STREAMS)) {
            return gone(state);
        }
        if (element.namespace().equals(Ns.DIALBACK) && isNews(state, element)) {
            // Nobody has asked (CVE-2012-3525, CVE-2012-4670).
            return Dialback.answers(element) ? S2sStep.to(state, new OutboundAction.Unasked()) : S2sStep.stay(state);
        }
        return switch (state) {
            case OutboundState.Greeted greeted when element.is("features", Ns.STREAMS) -> features(greeted, element);
            case OutboundState.Starting(Known known)
            when element.is("proceed", Ns.TLS) ->
                S2sStep.to(new OutboundState.Securing(known), new OutboundAction.Secure());
            case OutboundState.Authenticating(Known known, var id, var features)
            when element.namespace().equals(Ns.SASL) -> authenticated(known, id, features, element);
            case OutboundState.Dialling(Known known, var id, var features) -> dialled(known, id, features, element);
            case OutboundState.Asking() ->
                over(Optional.empty()).after(new OutboundAction.Answered(Dialback.verdict(element)));
            case OutboundState.Enabling(Known known, var id)
            when element.namespace().equals(Ns.STREAM_MANAGEMENT) ->
                ready(known, element.name().equals("enabled"), id);
            case OutboundState.Open open -> open(open, element);
            case OutboundState.Ended _ -> S2sStep.stay(state);
            case OutboundState.Fresh _,
                    OutboundState.Greeting _,
                    OutboundState.Greeted _,
                    OutboundState.Starting _,
                    OutboundState.Securing _,
                    OutboundState.Authenticating _,
                    OutboundState.Enabling _ -> fail(Condition.UNSUPPORTED_STANZA_TYPE, "not what was asked for");
        };
    }

    /** Whether an element of dialback answers nothing that we have asked, or asks what is to be asked elsewhere. */
    private boolean isNews(OutboundState state, XmlElement element) {
        boolean ours = Dialback.answered(element).equals(Optional.of(call.pair()));
        return switch (state) {
            case OutboundState.Open open ->
                !element.name().equals(Dialback.RESULT)
                        || Dialback.answered(element)
                                .filter(open.asked()::contains)
                                .isEmpty();
            case OutboundState.Dialling _ -> !ours || !element.name().equals(Dialback.RESULT);
            case OutboundState.Asking _ ->
                !ours
                        || !element.name().equals(Dialback.VERIFY)
                        || !element.attribute("id").equals(call.question().map(Call.Question::id));
            default -> true;
        };
    }

    private S2sStep<OutboundState, OutboundAction> features(OutboundState.Greeted greeted, XmlElement features) {
        Known known = greeted.known();
        Optional<XmlElement> starttls = features.element("starttls", Ns.TLS);
        if (!known.secure() && starttls.isPresent() && call.tls() != UseStarttls.FALSE) {
            return S2sStep.to(
                    new OutboundState.Starting(known),
                    new OutboundAction.Send(XmlElement.of("starttls", Ns.TLS)),
                    new OutboundAction.Progress());
        }
        if (needsTls(known)) {
            return withoutTls();
        }
        if (known.authenticated()) {
            // What a certificate has proven is for one pair.
            return settle(known, Optional.of(features), Optional.empty());
        }
        if (call.question().isPresent()) {
            return ask(call.question().get());
        }
        return bidi(greeted, features);
    }

    private S2sStep<OutboundState, OutboundAction> bidi(OutboundState.Greeted greeted, XmlElement features) {
        Known known = greeted.known();
        if (features.element("bidi", Ns.BIDI_FEATURE).isEmpty()) {
            return certify(greeted, features);
        }
        Known both = new Known(known.secure(), known.authenticated(), true);
        return certify(new OutboundState.Greeted(both, greeted.id()), features)
                .after(new OutboundAction.Send(XmlElement.of("bidi", Ns.BIDI)));
    }

    private S2sStep<OutboundState, OutboundAction> certify(OutboundState.Greeted greeted, XmlElement features) {
        boolean offered = features.elements("mechanisms", Ns.SASL)
                .flatMap(all -> all.elements("mechanism", Ns.SASL))
                .anyMatch(mechanism -> mechanism.text().equals("EXTERNAL"));
        if (!offered || !call.external() || !greeted.known().secure()) {
            return prove(greeted, Optional.of(features));
        }
        byte[] identity = call.pair().local().getBytes(StandardCharsets.UTF_8);
        return S2sStep.to(
                new OutboundState.Authenticating(greeted.known(), greeted.id(), features),
                new OutboundAction.Send(XmlElement.builder("auth", Ns.SASL)
                        .attribute("mechanism", "EXTERNAL")
                        .text(Base64.getEncoder().encodeToString(identity))
                        .build()),
                new OutboundAction.Progress());
    }

    private S2sStep<OutboundState, OutboundAction> authenticated(
            Known known, String id, XmlElement features, XmlElement answer) {
        return switch (answer.name()) {
            case "success" -> greet(new Known(known.secure(), true, known.bidi()));
            case "failure" -> prove(new OutboundState.Greeted(known, id), Optional.of(features));
            default -> fail(Condition.UNSUPPORTED_STANZA_TYPE, "not what was asked for");
        };
    }

    /** By dialback, which every server has, whether or not it says so. */
    private S2sStep<OutboundState, OutboundAction> prove(OutboundState.Greeted greeted, Optional<XmlElement> features) {
        if (call.question().isPresent()) {
            return ask(call.question().get());
        }
        String local = call.pair().local();
        String remote = call.pair().remote();
        return S2sStep.to(
                new OutboundState.Dialling(greeted.known(), greeted.id(), features),
                new OutboundAction.Send(
                        Dialback.result(local, remote, call.keys().key(remote, local, greeted.id()))),
                new OutboundAction.Progress());
    }

    private S2sStep<OutboundState, OutboundAction> ask(Call.Question question) {
        return S2sStep.to(
                new OutboundState.Asking(),
                new OutboundAction.Send(
                        Dialback.verify(call.pair().local(), call.pair().remote(), question.id(), question.key())),
                new OutboundAction.Progress());
    }

    private S2sStep<OutboundState, OutboundAction> dialled(
            Known known, String id, Optional<XmlElement> features, XmlElement answer) {
        if (!Dialback.is(answer)) {
            return fail(Condition.UNSUPPORTED_STANZA_TYPE, "not what was asked for");
        }
        if (!(Dialback.verdict(answer) instanceof Verdict.Valid)) {
            return over(Optional.empty());
        }
        boolean shared = call.tls() != UseStarttls.REQUIRED_TRUSTED
                && features.filter(OutboundShares::offered).isPresent();
        return settle(known, features, shared ? Optional.of(id) : Optional.empty());
    }

    private S2sStep<OutboundState, OutboundAction> settle(
            Known known, Optional<XmlElement> features, Optional<String> id) {
        boolean counts =
                features.flatMap(all -> all.element("sm", Ns.STREAM_MANAGEMENT)).isPresent();
        return counts
                ? S2sStep.to(
                        new OutboundState.Enabling(known, id),
                        new OutboundAction.Send(XmlElement.of("enable", Ns.STREAM_MANAGEMENT)),
                        new OutboundAction.Progress())
                : ready(known, false, id);
    }

    private S2sStep<OutboundState, OutboundAction> ready(Known known, boolean counted, Optional<String> id) {
        return S2sStep.to(
                new OutboundState.Open(id, Set.of(call.pair()), Set.of()),
                new OutboundAction.Ready(
                        known.authenticated() ? SaslName.EXTERNAL : SaslName.DIALBACK,
                        counted,
                        known.bidi(),
                        id.isPresent()));
    }

    private static S2sStep<OutboundState, OutboundAction> open(OutboundState.Open open, XmlElement element) {
        if (Dialback.is(element)) {
            return OutboundShares.answered(
                    open, Dialback.answered(element).orElseThrow(), Dialback.verdict(element) instanceof Verdict.Valid);
        }
        if (element.is("a", Ns.STREAM_MANAGEMENT)) {
            Optional<Long> count = element.attribute("h").flatMap(OutboundMachine::count);
            return count.isPresent()
                    ? S2sStep.to(open, new OutboundAction.Acknowledged(count.get()))
                    : fail(Condition.BAD_FORMAT, "The 'h' attribute is not a number");
        }
        return element.is("r", Ns.STREAM_MANAGEMENT)
                ? S2sStep.to(open, new OutboundAction.Acknowledge())
                : fail(Condition.UNSUPPORTED_STANZA_TYPE, "not expected here");
    }

    /** XEP-0198 §4: 32 bits, without a sign. */
    static Optional<Long> count(String text) {
        try {
            return Optional.of(Integer.toUnsignedLong(Integer.parseUnsignedInt(text)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
