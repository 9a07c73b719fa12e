package im.vestibule.xmpp;

import im.vestibule.model.XmlElement;
import java.util.Optional;

/** Where a stream that we open to another server stands. A fact lives in the states that have it. */
sealed interface OutboundState {
    /**
     * What is known of the connection, whichever of its streams it was learnt on.
     *
     * @param authenticated by SASL EXTERNAL
     * @param bidi whether the peer may send, too (XEP-0288)
     */
    record Known(boolean secure, boolean authenticated, boolean bidi) {}

    /** Waits for the connection, and for TLS where that comes first. */
    record Fresh(Known known) implements OutboundState {}

    /** Has sent our header; waits for the peer's. */
    record Greeting(Known known) implements OutboundState {}

    /**
     * Waits for the features.
     *
     * @param id of the peer's header
     */
    record Greeted(Known known, String id) implements OutboundState {}

    /** Has asked for TLS. */
    record Starting(Known known) implements OutboundState {}

    /** Waits for the end of the TLS handshake. */
    record Securing(Known known) implements OutboundState {}

    /** Has shown our certificate; dialback is left if that does not help. */
    record Authenticating(Known known, String id, XmlElement features) implements OutboundState {}

    /** Has sent our key; its server asks ours about it. */
    record Dialling(Known known, Optional<XmlElement> features) implements OutboundState {}

    /** Has asked about somebody else's key. */
    record Asking() implements OutboundState {}

    /** Has asked for stanzas to be acknowledged. */
    record Enabling(Known known) implements OutboundState {}

    /** Stanzas flow. */
    record Open() implements OutboundState {}

    /** The last word is said. */
    record Ended() implements OutboundState {}
}
