package im.vestibule.xmpp;

import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;
import java.util.Optional;

/** What a stream that we open to another server wants done, in order. */
sealed interface OutboundAction {
    /** Send our stream header; the peer's next bytes begin a new stream. */
    record Open(boolean version) implements OutboundAction {}

    record Send(XmlElement element) implements OutboundAction {}

    /** TLS begins behind what was sent. */
    record Secure() implements OutboundAction {}

    /** The state timeout begins anew. */
    record Progress() implements OutboundAction {}

    /**
     * Stanzas may go.
     *
     * @param mechanism how we have proven who we are
     * @param counted whether the peer acknowledges them (XEP-0198)
     * @param bidi whether they may come, too (XEP-0288)
     * @param shared whether other pairs of domains may ask for a place on the stream
     */
    record Ready(SaslName mechanism, boolean counted, boolean bidi, boolean shared) implements OutboundAction {}

    /** The peer is to answer about our key for this pair in time. */
    record Await(Pair pair) implements OutboundAction {}

    /**
     * It is decided whether a pair shares the stream.
     *
     * @param proven whether its stanzas may go
     */
    record Joined(Pair pair, boolean proven) implements OutboundAction {}

    /** Say how many stanzas have come. */
    record Acknowledge() implements OutboundAction {}

    /** The peer says how many of our stanzas it has. */
    record Acknowledged(long stanzas) implements OutboundAction {}

    /** The peer has answered what nobody has asked. */
    record Unasked() implements OutboundAction {}

    /** The peer has answered our question about a key. */
    record Answered(Verdict verdict) implements OutboundAction {}

    /** It is worth another attempt without our certificate. */
    record Reconsider() implements OutboundAction {}

    /** Send the error, if any, and our closing tag; then close. */
    record Close(Optional<StreamError> error) implements OutboundAction {}
}
