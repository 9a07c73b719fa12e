package im.vestibule.xmpp;

import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;
import java.util.Optional;

/** What a stream that another server has opened wants done, in order. */
sealed interface InboundAction {
    /**
     * Send our stream header.
     *
     * @param version whether to say 1.0
     */
    record Open(String from, Optional<String> to, String id, boolean version) implements InboundAction {}

    record Send(XmlElement element) implements InboundAction {}

    /** The peer's next bytes begin a new stream. */
    record Restart(boolean proven) implements InboundAction {}

    /** TLS begins behind what was sent. */
    record Secure() implements InboundAction {}

    /** The state timeout begins anew. */
    record Progress() implements InboundAction {}

    /** Ask the remote domain's own server whether a key is its; the answer is {@link InboundEvent.Verified}. */
    record Verify(Pair pair, String id, String key) implements InboundAction {}

    /** An attempt to prove something is over. */
    record Judged(SaslName mechanism, LoginResult result) implements InboundAction {}

    /**
     * Stanzas may come for a pair; the larger limits hold, and the state timeout no more.
     *
     * @param mechanism how the peer has proven that it speaks for the remote domain
     * @param bidi whether they may go the other way, too
     */
    record Proven(Pair pair, SaslName mechanism, boolean bidi) implements InboundAction {}

    /** The peer has answered what nobody has asked. */
    record Unasked() implements InboundAction {}

    /** From here on stanzas are counted (XEP-0198). */
    record Count() implements InboundAction {}

    /** Say how many stanzas have come. */
    record Acknowledge() implements InboundAction {}

    /** The peer says how many of ours it has. */
    record Acknowledged(long stanzas) implements InboundAction {}

    /** Send the error, if any, and our closing tag; then close. */
    record Close(Optional<StreamError> error) implements InboundAction {}
}
