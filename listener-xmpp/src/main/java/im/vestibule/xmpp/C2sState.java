package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.services.sasl.Exchange;
import im.vestibule.services.sasl.Layer;
import im.vestibule.services.sasl.Offer;
import java.util.Optional;

/** Where a client's stream stands. A fact lives in the states that have it. */
sealed interface C2sState {
    /**
     * What lies below the stream.
     *
     * @param secure whether TLS is on, here or at a proxy that we believe
     */
    record Link(boolean secure, Layer layer) {
        static final Link CLEAR = new Link(false, Layer.NONE);
    }

    /**
     * What a good header has established.
     *
     * @param host one of ours
     * @param claimed the {@code from} of the header; not to be trusted
     * @param offer the mechanisms offered
     * @param failures attempts to authenticate that failed
     */
    record Talk(Link link, String host, Optional<Jid> claimed, Offer offer, int failures) {
        Talk failed() {
            return new Talk(link, host, claimed, offer, failures + 1);
        }
    }

    /** Waits for a stream header before authentication. */
    record Fresh(Link link) implements C2sState {}

    /** Has offered features; waits for the client's choice. */
    record Negotiating(Talk talk) implements C2sState {}

    /** Has said {@code <proceed/>}; waits for the handshake. */
    record Securing() implements C2sState {}

    /** Has sent a challenge; waits for the response. */
    record Challenged(Talk talk, Exchange exchange) implements C2sState {}

    /** Waits for a back end to decide about credentials. */
    record Verifying(Talk talk, Exchange exchange) implements C2sState {}

    /**
     * Lets an answer wait that is decided already.
     *
     * @param answer what happens then
     */
    record Answering(C2sStep answer) implements C2sState {}

    /** Waits for a back end to answer a registration request. */
    record Registering(Talk talk) implements C2sState {}

    /** Waits for the stream header after authentication. */
    record Authenticated(Jid user) implements C2sState {}

    /**
     * Waits for a request to bind.
     *
     * @param lang {@code xml:lang} of the client's stream; empty if it named none
     * @param refusals requests that were refused
     */
    record Binding(Jid user, String lang, int refusals) implements C2sState {
        Binding refused() {
            return new Binding(user, lang, refusals + 1);
        }
    }

    /** Waits for the session to open. */
    record Opening(Binding binding, String id) implements C2sState {}

    /** Stanzas flow. */
    record Established(Jid jid) implements C2sState {}

    /** The last word is said. */
    record Ended() implements C2sState {}
}
