package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;

import im.vestibule.model.Jid;
import im.vestibule.model.SaslFailure;

/** ANONYMOUS (RFC 4505, XEP-0175): {@code [trace]}. What the client says of itself is not looked at. */
final class Anonymous implements Exchange {
    /** Characters of the trace information. */
    private static final int LONGEST = 255;

    private final Jid made;
    private State state = State.START;

    private enum State {
        START,
        ASKED,
        OVER
    }

    /**
     * @param made the name that the client will have
     */
    Anonymous(Jid made) {
        this.made = made;
    }

    /** Trace information may be left out (XEP-0175), and there are clients that cannot answer a challenge for it. */
    @Override
    public Step begin() {
        return step(new byte[0]);
    }

    @Override
    public Step step(byte[] message) {
        boolean sound = Payload.text(message).filter(Anonymous::isTrace).isPresent();
        if (state != State.START || !sound) {
            return fail(MALFORMED_REQUEST);
        }
        state = State.ASKED;
        return new Step.Need.Welcome(made);
    }

    private static boolean isTrace(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public Step resume(Answer answer) {
        if (state != State.ASKED) {
            throw new IllegalStateException("nothing was asked");
        }
        return switch (answer) {
            case Answer.Accepted() -> {
                state = State.OVER;
                yield new Step.Success(made, "");
            }
            case Answer.Refused() -> fail(NOT_AUTHORIZED);
            case Answer.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
            case Answer.Keys _, Answer.Token _, Answer.Redeemed _ ->
                throw new IllegalStateException("asked for a verdict");
        };
    }

    private Step fail(SaslFailure.Condition condition) {
        state = State.OVER;
        return Step.Failure.of(condition);
    }
}
