package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.CREDENTIALS_EXPIRED;
import static im.vestibule.model.SaslFailure.Condition.INVALID_AUTHZID;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.SaslFailure;
import im.vestibule.services.account.Bearer;
import java.util.Optional;

/**
 * OAUTHBEARER (RFC 7628): the client shows a token, and its account is whose the token is. Why a token is refused is told
 * twice: in a challenge, and when the client has answered that, whatever it says, as the failure (RFC 7628 §3.2.3).
 */
final class OAuthBearer implements Exchange {
    /** RFC 6750 §3.1: refused, revoked, expired. */
    private static final Step TOLD = new Step.Challenge("{\"status\":\"invalid_token\"}");

    private final String domain;
    private State state = new State.Start();
    private Optional<Jid> account = Optional.empty();

    private sealed interface State {
        record Start() implements State {}

        record Asked(String authzid) implements State {}

        /** Has told why not; waits for the client to have heard it. */
        record Told(SaslFailure.Condition condition) implements State {}

        record Over() implements State {}
    }

    OAuthBearer(String domain) {
        this.domain = domain;
    }

    @Override
    public Step step(byte[] message) {
        Optional<String> text = Payload.text(message);
        return switch (state) {
            case State.Start() ->
                text.flatMap(BearerRequest::parse).map(this::start).orElseGet(() -> fail(MALFORMED_REQUEST));
            case State.Told(SaslFailure.Condition condition) -> fail(condition);
            case State.Asked _, State.Over() -> fail(MALFORMED_REQUEST);
        };
    }

    private Step start(BearerRequest request) {
        account = Identity.account(request.authzid(), domain);
        state = new State.Asked(request.authzid());
        return new Step.Need.Bear(domain, request.token());
    }

    @Override
    public Step resume(Answer answer) {
        if (!(state instanceof State.Asked(String authzid))) {
            throw new IllegalStateException("nothing was asked");
        }
        return switch (answer) {
            case Answer.Token(Bearer bearer) -> follow(bearer, authzid);
            case Answer.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
            case Answer.Accepted _, Answer.Refused _, Answer.Keys _, Answer.Redeemed _ ->
                throw new IllegalStateException("asked for a token's owner");
        };
    }

    private Step follow(Bearer bearer, String authzid) {
        return switch (bearer) {
            case Bearer.Accepted(var _, Optional<Secret> renewed)
            when renewed.isPresent() ->
                // It is for getting a token, and there is no place here to send one.
                tell(NOT_AUTHORIZED);
            case Bearer.Accepted(Jid owner, var _) when !Identity.mayActAs(authzid, owner) -> tell(INVALID_AUTHZID);
            case Bearer.Accepted(Jid owner, var _) -> {
                state = new State.Over();
                yield new Step.Success(owner, "");
            }
            case Bearer.Refused() -> tell(NOT_AUTHORIZED);
            case Bearer.Expired() -> tell(CREDENTIALS_EXPIRED);
            case Bearer.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
        };
    }

    @Override
    public Optional<Jid> account() {
        return account;
    }

    private Step tell(SaslFailure.Condition condition) {
        state = new State.Told(condition);
        return TOLD;
    }

    private Step fail(SaslFailure.Condition condition) {
        state = new State.Over();
        return Step.Failure.of(condition);
    }
}
