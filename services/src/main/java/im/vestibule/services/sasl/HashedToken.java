package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.CREDENTIALS_EXPIRED;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;

import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.model.SaslFailure;
import im.vestibule.services.fast.Claim;
import im.vestibule.services.fast.Redemption;
import java.util.Arrays;
import java.util.Optional;

/**
 * The HT-SHA-256 family (draft-schmaus-kitten-sasl-ht): {@code authcid NUL hash}, once, where the hash is of what only a
 * client with the token can know. The success proves the same of us.
 */
final class HashedToken implements Exchange {
    private static final int HASH_BYTES = 32;

    private final FastOffer offer;
    private final FastOffer.Bearer bearer;
    private State state = new State.Start();
    private Optional<Jid> account = Optional.empty();

    private sealed interface State {
        record Start() implements State {}

        record Asked(Jid account) implements State {}

        record Over() implements State {}
    }

    HashedToken(FastOffer offer, FastOffer.Bearer bearer) {
        this.offer = offer;
        this.bearer = bearer;
    }

    @Override
    public Step step(byte[] message) {
        int name = message.length - HASH_BYTES - 1;
        if (!(state instanceof State.Start) || name < 1 || message[name] != 0) {
            return fail(MALFORMED_REQUEST);
        }
        Optional<String> authcid = Payload.text(Arrays.copyOf(message, name));
        if (authcid.isEmpty()) {
            return fail(MALFORMED_REQUEST);
        }
        account = Identity.account(authcid.get(), offer.domain());
        if (account.isEmpty()) {
            return fail(NOT_AUTHORIZED);
        }
        state = new State.Asked(account.get());
        Octets proof = Octets.of(Arrays.copyOfRange(message, name + 1, message.length));
        return new Step.Need.Redeem(offer.tokens(), claim(account.get(), proof));
    }

    private Claim claim(Jid account, Octets proof) {
        Octets channel = bearer.mechanism()
                .binding()
                .map(type -> Octets.of(offer.channel().data(type)))
                .orElse(Octets.NONE);
        return new Claim(
                account, bearer.agent(), bearer.mechanism(), channel, proof, bearer.count(), bearer.invalidate());
    }

    @Override
    public Step resume(Answer answer) {
        if (!(state instanceof State.Asked(Jid claimed))) {
            throw new IllegalStateException("nothing was asked");
        }
        return switch (answer) {
            case Answer.Redeemed(Redemption redemption) -> judge(claimed, redemption);
            case Answer.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
            default -> throw new IllegalStateException("asked for a token");
        };
    }

    private Step judge(Jid claimed, Redemption redemption) {
        return switch (redemption) {
            case Redemption.Accepted(Octets proof) -> {
                state = new State.Over();
                yield new Step.Success(claimed, proof);
            }
            case Redemption.Refused() -> fail(NOT_AUTHORIZED);
            case Redemption.Expired() -> fail(CREDENTIALS_EXPIRED);
            case Redemption.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
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
