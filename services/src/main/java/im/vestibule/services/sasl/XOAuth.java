package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.CREDENTIALS_EXPIRED;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.SaslFailure;
import im.vestibule.services.account.Bearer;
import java.util.Optional;

/**
 * X-OAUTH, MongooseIM's own: a token of {@code mod_auth_token}, and nothing else. One that renews others logs in as well, and
 * a fresh one comes with the success.
 */
final class XOAuth implements Exchange {
    private final String domain;
    private State state = State.START;

    private enum State {
        START,
        ASKED,
        OVER
    }

    XOAuth(String domain) {
        this.domain = domain;
    }

    @Override
    public Step step(byte[] message) {
        Optional<String> token = Payload.text(message).filter(text -> !text.isEmpty());
        if (state != State.START || token.isEmpty()) {
            return fail(MALFORMED_REQUEST);
        }
        state = State.ASKED;
        return new Step.Need.Token(domain, new Secret(token.get()));
    }

    @Override
    public Step resume(Answer answer) {
        if (state != State.ASKED) {
            throw new IllegalStateException("nothing was asked");
        }
        return switch (answer) {
            case Answer.Token(Bearer bearer) -> follow(bearer);
            case Answer.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
            case Answer.Accepted _, Answer.Refused _, Answer.Keys _, Answer.Redeemed _ ->
                throw new IllegalStateException("asked for a token's owner");
        };
    }

    private Step follow(Bearer bearer) {
        return switch (bearer) {
            case Bearer.Accepted(Jid owner, Optional<Secret> renewed) -> {
                state = State.OVER;
                yield new Step.Success(owner, renewed.map(Secret::reveal).orElse(""));
            }
            case Bearer.Refused() -> fail(NOT_AUTHORIZED);
            case Bearer.Expired() -> fail(CREDENTIALS_EXPIRED);
            case Bearer.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
        };
    }

    private Step fail(SaslFailure.Condition condition) {
        state = State.OVER;
        return Step.Failure.of(condition);
    }
}
