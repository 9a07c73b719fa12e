package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.INVALID_AUTHZID;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.SaslFailure;
import java.util.Optional;

/** PLAIN (RFC 4616): {@code [authzid] NUL authcid NUL password}. */
final class Plain implements Exchange {
    private final String domain;
    private State state = new State.Start();
    private Optional<Jid> account = Optional.empty();

    private sealed interface State {
        record Start() implements State {}

        record Asked(Jid account) implements State {}

        record Over() implements State {}
    }

    Plain(String domain) {
        this.domain = domain;
    }

    @Override
    public Step step(byte[] message) {
        if (!(state instanceof State.Start)) {
            return fail(MALFORMED_REQUEST);
        }
        Optional<String> text = Payload.text(message);
        if (text.isEmpty()) {
            return fail(MALFORMED_REQUEST);
        }
        String[] parts = text.get().split("\0", -1);
        if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
            return fail(MALFORMED_REQUEST);
        }
        account = Identity.account(parts[1], domain);
        if (account.isEmpty()) {
            return fail(NOT_AUTHORIZED);
        }
        if (!Identity.mayActAs(parts[0], account.get())) {
            return fail(INVALID_AUTHZID);
        }
        state = new State.Asked(account.get());
        return new Step.Need.Check(account.get(), new Secret(parts[2]));
    }

    @Override
    public Step resume(Answer answer) {
        if (!(state instanceof State.Asked(Jid account))) {
            throw new IllegalStateException("nothing was asked");
        }
        return switch (answer) {
            case Answer.Accepted() -> {
                state = new State.Over();
                yield new Step.Success(account, "");
            }
            case Answer.Refused() -> fail(NOT_AUTHORIZED);
            case Answer.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
            case Answer.Keys _, Answer.Token _, Answer.Redeemed _ ->
                throw new IllegalStateException("asked for a verdict");
        };
    }

    @Override
    public Optional<Jid> account() {
        return account;
    }

    private Step fail(SaslFailure.Condition condition) {
        state = new State.Over();
        return Step.Failure.of(condition);
    }
}
