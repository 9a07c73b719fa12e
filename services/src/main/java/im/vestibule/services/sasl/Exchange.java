package im.vestibule.services.sasl;

import im.vestibule.model.Jid;
import java.util.Optional;

/**
 * One attempt to authenticate, from the server's side. Nothing here waits, so an event loop can drive it; only one thread
 * at a time may. After a success or a failure it is over. Messages are what base64 hides on the wire.
 */
public interface Exchange {
    /** Bytes of one message; enough for PLAIN with the longest names and password. */
    int MAX_MESSAGE = 4_096;

    /** The client began without an initial response. */
    default Step begin() {
        return new Step.Challenge("");
    }

    /** The client's initial response, or its response to a challenge. */
    Step step(byte[] message);

    /**
     * Goes on after a {@link Step.Need}.
     *
     * @throws IllegalStateException if nothing was asked, or something else
     */
    Step resume(Answer answer);

    /** Whose password is being guessed, should this fail; empty until the client has said it. */
    default Optional<Jid> account() {
        return Optional.empty();
    }
}
