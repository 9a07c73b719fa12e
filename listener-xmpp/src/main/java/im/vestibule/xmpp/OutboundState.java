package im.vestibule.xmpp;

import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;
import java.util.Optional;
import java.util.Set;

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

    /**
     * Has sent our key; its server asks ours about it.
     *
     * @param id of the peer's header
     */
    record Dialling(Known known, String id, Optional<XmlElement> features) implements OutboundState {}

    /** Has asked about somebody else's key. */
    record Asking() implements OutboundState {}

    /**
     * Has asked for stanzas to be acknowledged.
     *
     * @param id as in {@link Open}
     */
    record Enabling(Known known, Optional<String> id) implements OutboundState {}

    /**
     * Stanzas flow.
     *
     * @param id of the peer's header, if more pairs of domains may be proven on this stream (XEP-0220 §2.6)
     * @param proven pairs that stanzas may go for
     * @param asked pairs that we have sent a key for
     */
    record Open(Optional<String> id, Set<Pair> proven, Set<Pair> asked) implements OutboundState {
        public Open {
            proven = Set.copyOf(proven);
            asked = Set.copyOf(asked);
        }
    }

    /** The last word is said. */
    record Ended() implements OutboundState {}
}
