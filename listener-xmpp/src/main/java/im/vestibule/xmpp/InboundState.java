package im.vestibule.xmpp;

import im.vestibule.services.federation.Pair;
import java.util.Optional;
import java.util.Set;

/** Where a stream that another server has opened stands. A fact lives in the states that have it. */
sealed interface InboundState {
    /**
     * What is known of a connection, whichever of its streams it was learnt on.
     *
     * @param to domain that the first header was for
     * @param proven by SASL EXTERNAL
     * @param bidi whether we may send, too, for what was proven (XEP-0288)
     */
    record Known(boolean secure, Certificate certificate, Optional<String> to, Optional<Pair> proven, boolean bidi) {
        static final Known NOTHING = new Known(false, Certificate.NONE, Optional.empty(), Optional.empty(), false);
    }

    /**
     * What stands on an open stream.
     *
     * @param to domain of ours that the header was for
     * @param from domain that the header was from, if it said so
     * @param id of our header
     * @param proven pairs that stanzas may come for
     * @param asked pairs that their own servers are asked about
     * @param failed how many were asked about in vain
     * @param bidi whether we may send, too (XEP-0288)
     * @param counted whether stanzas are counted (XEP-0198)
     */
    record Talk(
            String to,
            Optional<String> from,
            String id,
            Set<Pair> proven,
            Set<Pair> asked,
            int failed,
            boolean bidi,
            boolean counted) {
        public Talk {
            proven = Set.copyOf(proven);
            asked = Set.copyOf(asked);
        }

        /** With this about the pairs. */
        Talk with(Set<Pair> proven, Set<Pair> asked, int failed) {
            return new Talk(to, from, id, proven, asked, failed, bidi, counted);
        }

        Talk withBidi() {
            return new Talk(to, from, id, proven, asked, failed, true, counted);
        }

        Talk withCount() {
            return new Talk(to, from, id, proven, asked, failed, bidi, true);
        }
    }

    /** Waits for a stream header. */
    record Fresh(Known known) implements InboundState {}

    /** Takes what the terms allow: TLS, proofs, and stanzas for what was proven. */
    record Open(Known known, Talk talk) implements InboundState {}

    /** Waits for the end of the TLS handshake. */
    record Securing(Known known) implements InboundState {}

    /** The last word is said. */
    record Ended() implements InboundState {}
}
