package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.model.SaslFailure;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.Exchange;
import im.vestibule.services.sasl.Payload;
import im.vestibule.services.sasl.Step;
import im.vestibule.xmpp.C2sState.Challenged;
import im.vestibule.xmpp.C2sState.Talk;
import java.util.Optional;

/** The part of a client's stream that is about who it is, whatever the profile (RFC 6120 §6, XEP-0388). */
final class C2sLogin {
    /** Failed attempts a stream may have. */
    static final int FAILURES = 4;

    /**
     * What a failed attempt counts, where one that named no account counts one: clients that cannot bind the channel as we do
     * try all mechanisms that would, before they take another.
     */
    private static final int STRIKES = 4;

    private static final Profile SASL1 = new Profile.Sasl1();

    private C2sLogin() {}

    /** An element of the older profile while no exchange is under way. */
    static C2sStep begin(Talk talk, XmlElement element) {
        return switch (element.name()) {
            case "auth" -> auth(talk, element);
            case "response" -> fail(talk, SASL1, SaslFailure.Condition.MALFORMED_REQUEST);
            case "abort" -> fail(talk, SASL1, SaslFailure.Condition.ABORTED);
            default -> Unexpected.element(element);
        };
    }

    private static C2sStep auth(Talk talk, XmlElement auth) {
        String text = auth.text();
        return talk.offer()
                .start(auth.attribute("mechanism").orElse(""))
                .map(exchange -> new Challenged(talk, exchange, SASL1))
                // RFC 6120 §6.4.2: no text is no initial response, an equals sign is one without bytes.
                .map(begun -> text.isEmpty() ? begin(begun) : message(begun, Payload.decode(text)))
                .orElseGet(() -> fail(talk, SASL1, SaslFailure.Condition.INVALID_MECHANISM));
    }

    /** Without an initial response. */
    static C2sStep begin(Challenged begun) {
        return follow(
                begun.talk(),
                begun.exchange(),
                begun.profile(),
                begun.exchange().begin());
    }

    /**
     * Goes on with what the client says.
     *
     * @param message empty if it is not encoded as it should be
     */
    static C2sStep message(Challenged state, Optional<byte[]> message) {
        return message.map(bytes -> follow(
                        state.talk(),
                        state.exchange(),
                        state.profile(),
                        state.exchange().step(bytes)))
                .orElseGet(() -> fail(state.talk(), state.profile(), SaslFailure.Condition.INCORRECT_ENCODING));
    }

    /** The accounts have answered. */
    static C2sStep looked(C2sState state, Answer answer) {
        return state instanceof C2sState.Verifying(Talk talk, Exchange exchange, Profile profile)
                ? follow(talk, exchange, profile, exchange.resume(answer))
                : C2sStep.stay(state);
    }

    private static C2sStep follow(Talk talk, Exchange exchange, Profile profile, Step step) {
        return switch (step) {
            case Step.Challenge(String message) ->
                C2sStep.to(
                        new Challenged(talk, exchange, profile),
                        new C2sAction.Send(profile.challenge(message)),
                        new C2sAction.Progress());
            case Step.Need need ->
                C2sStep.to(new C2sState.Verifying(talk, exchange, profile), new C2sAction.Look(need));
            case Step.Success(Jid account, Octets data) ->
                judged(profile.success(talk, account, data), Optional.of(account), true);
            case Step.Failure(SaslFailure failure) when !isGuess(failure) -> fail(talk, profile, failure, STRIKES);
            case Step.Failure(SaslFailure failure) ->
                exchange.account().isPresent()
                        ? judged(fail(talk, profile, failure, STRIKES), exchange.account(), false)
                        : fail(talk, profile, failure, 1);
        };
    }

    /** Not a mistake of form, nor a back end that is down. */
    private static boolean isGuess(SaslFailure failure) {
        return failure.condition() == SaslFailure.Condition.NOT_AUTHORIZED;
    }

    private static C2sStep judged(C2sStep answer, Optional<Jid> account, boolean success) {
        return C2sStep.to(new C2sState.Answering(answer), new C2sAction.Judge(account, success));
    }

    static C2sStep fail(Talk talk, Profile profile, SaslFailure.Condition condition) {
        return fail(talk, profile, SaslFailure.of(condition), STRIKES);
    }

    private static C2sStep fail(Talk talk, Profile profile, SaslFailure failure, int strikes) {
        Talk after = talk.failed(strikes);
        C2sAction.Send answer = new C2sAction.Send(profile.failure(failure));
        if (after.strikes() >= FAILURES * STRIKES) {
            return C2sStep.to(
                    new C2sState.Ended(),
                    answer,
                    new C2sAction.Close(
                            Optional.of(StreamError.of(Condition.POLICY_VIOLATION, "too many failed attempts"))));
        }
        return C2sStep.to(new C2sState.Negotiating(after), answer, new C2sAction.Progress());
    }
}
