package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.SaslFailure;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.Exchange;
import im.vestibule.services.sasl.Payload;
import im.vestibule.services.sasl.Step;
import im.vestibule.xmpp.C2sState.Talk;
import java.util.Optional;

/** The part of a client's stream that is about who it is (RFC 6120 §6). */
final class C2sLogin {
    /** Failed attempts a stream may have. */
    static final int FAILURES = 4;

    private C2sLogin() {}

    /** An element of SASL while no exchange is under way. */
    static C2sStep begin(Talk talk, XmlElement element) {
        return switch (element.name()) {
            case "auth" -> auth(talk, element);
            case "response" -> fail(talk, SaslFailure.Condition.MALFORMED_REQUEST);
            case "abort" -> fail(talk, SaslFailure.Condition.ABORTED);
            default -> Unexpected.element(element);
        };
    }

    private static C2sStep auth(Talk talk, XmlElement auth) {
        Optional<Exchange> exchange =
                talk.offer().start(auth.attribute("mechanism").orElse(""));
        if (exchange.isEmpty()) {
            return fail(talk, SaslFailure.Condition.INVALID_MECHANISM);
        }
        String text = auth.text();
        // RFC 6120 §6.4.2: no text is no initial response, an equals sign is one without bytes.
        return text.isEmpty()
                ? follow(talk, exchange.get(), exchange.get().begin())
                : message(talk, exchange.get(), text);
    }

    /** Anything while a response is awaited. */
    static C2sStep challenged(Talk talk, Exchange exchange, XmlElement element) {
        if (!element.namespace().equals(Ns.SASL)) {
            return Unexpected.element(element);
        }
        return switch (element.name()) {
            case "response" -> message(talk, exchange, element.text().isEmpty() ? "=" : element.text());
            case "abort" -> fail(talk, SaslFailure.Condition.ABORTED);
            case "auth" -> fail(talk, SaslFailure.Condition.MALFORMED_REQUEST);
            default -> Unexpected.element(element);
        };
    }

    private static C2sStep message(Talk talk, Exchange exchange, String text) {
        return Payload.decode(text)
                .map(bytes -> follow(talk, exchange, exchange.step(bytes)))
                .orElseGet(() -> fail(talk, SaslFailure.Condition.INCORRECT_ENCODING));
    }

    /** The accounts have answered. */
    static C2sStep looked(C2sState state, Answer answer) {
        return state instanceof C2sState.Verifying(Talk talk, Exchange exchange)
                ? follow(talk, exchange, exchange.resume(answer))
                : C2sStep.stay(state);
    }

    private static C2sStep follow(Talk talk, Exchange exchange, Step step) {
        return switch (step) {
            case Step.Challenge(String message) ->
                C2sStep.to(
                        new C2sState.Challenged(talk, exchange),
                        new C2sAction.Send(XmlElement.of("challenge", Ns.SASL, Payload.encode(message))),
                        new C2sAction.Progress());
            case Step.Need need -> C2sStep.to(new C2sState.Verifying(talk, exchange), new C2sAction.Look(need));
            case Step.Success(Jid account, String data) ->
                judged(success(talk, account, data), Optional.of(account), true);
            case Step.Failure(SaslFailure failure) ->
                isGuess(failure) ? judged(fail(talk, failure), exchange.account(), false) : fail(talk, failure);
        };
    }

    /** Not a mistake of form, nor a back end that is down. */
    private static boolean isGuess(SaslFailure failure) {
        return failure.condition() == SaslFailure.Condition.NOT_AUTHORIZED;
    }

    private static C2sStep judged(C2sStep answer, Optional<Jid> account, boolean success) {
        return C2sStep.to(new C2sState.Answering(answer), new C2sAction.Judge(account, success));
    }

    /** RFC 6120 §4.7.1: a client that named itself in its header must be who it said. */
    private static C2sStep success(Talk talk, Jid account, String data) {
        if (talk.claimed().isPresent() && !talk.claimed().get().bare().equals(account)) {
            return C2sStep.fail(Condition.INVALID_FROM);
        }
        XmlElement success = data.isEmpty()
                ? XmlElement.of("success", Ns.SASL)
                : XmlElement.of("success", Ns.SASL, Payload.encode(data));
        return C2sStep.to(
                new C2sState.Authenticated(account),
                new C2sAction.Send(success),
                new C2sAction.Restart(true),
                new C2sAction.Progress());
    }

    private static C2sStep fail(Talk talk, SaslFailure.Condition condition) {
        return fail(talk, SaslFailure.of(condition));
    }

    private static C2sStep fail(Talk talk, SaslFailure failure) {
        Talk after = talk.failed();
        C2sAction.Send answer = new C2sAction.Send(failure.element());
        if (after.failures() >= FAILURES) {
            return C2sStep.to(
                    new C2sState.Ended(),
                    answer,
                    new C2sAction.Close(
                            Optional.of(StreamError.of(Condition.POLICY_VIOLATION, "too many failed attempts"))));
        }
        return C2sStep.to(new C2sState.Negotiating(after), answer, new C2sAction.Progress());
    }
}
