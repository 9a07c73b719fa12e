package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.services.account.Upgrade;
import im.vestibule.services.sasl.Exchange;
import im.vestibule.services.sasl.Layer;
import im.vestibule.services.sasl.Offer;
import java.util.List;
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
     * @param lang {@code xml:lang} of the client's stream; empty if it named none
     * @param offer the mechanisms offered
     * @param inline what else SASL2 can do; empty where there is no SASL2
     * @param strikes for attempts to authenticate that failed
     */
    record Talk(
            Link link,
            String host,
            Optional<Jid> claimed,
            String lang,
            Offer offer,
            Optional<InlineOffer> inline,
            int strikes) {
        Talk failed(int more) {
            return new Talk(link, host, claimed, lang, offer, inline, strikes + more);
        }

        /** Whether the client has not said that it is somebody else. */
        boolean mayBe(Jid account) {
            return claimed.isEmpty() || claimed.get().bare().equals(account);
        }
    }

    /** Waits for a stream header before authentication. */
    record Fresh(Link link) implements C2sState {}

    /** Has offered features; waits for the client's choice. */
    record Negotiating(Talk talk) implements C2sState {}

    /** Has said {@code <proceed/>}; waits for the handshake. */
    record Securing() implements C2sState {}

    /** Has sent a challenge; waits for the response. */
    record Challenged(Talk talk, Exchange exchange, Profile profile) implements C2sState {}

    /** Waits for a back end to decide about credentials. */
    record Verifying(Talk talk, Exchange exchange, Profile profile) implements C2sState {}

    /**
     * Lets an answer wait that is decided already.
     *
     * @param answer what happens then
     */
    record Answering(C2sStep answer) implements C2sState {}

    /** Has authenticated by SASL2, and is not told yet. */
    sealed interface Granting extends C2sState {
        Grant grant();

        /** Waits for a back end to say what keys the account has not got. */
        record Comparing(Grant grant) implements Granting {}

        /** Has named the first of these tasks; waits for the client to take it. */
        record Tasked(Grant grant, List<Upgrade> upgrades) implements Granting {}

        /** Has sent the salt of the first of these; waits for the client to make its keys. */
        record Salted(Grant grant, List<Upgrade> upgrades) implements Granting {}

        /** Waits for a back end to keep the keys of the first of these. */
        record Upgrading(Grant grant, List<Upgrade> upgrades) implements Granting {}

        /** Waits for a token. */
        record Issuing(Grant grant) implements Granting {}

        /** Waits for a session to come here. */
        record Resuming(Grant grant) implements Granting {}

        /** Waits for the session to open. */
        record Opening(Grant grant) implements Granting {}
    }

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

    /** Waits for a session to come here. */
    record Resuming(Binding binding) implements C2sState {}

    /**
     * Stanzas flow.
     *
     * @param counted whether they are counted
     */
    record Established(Jid jid, boolean counted) implements C2sState {
        Established(Jid jid) {
            this(jid, false);
        }
    }

    /** The last word is said. */
    record Ended() implements C2sState {}

    /** Whether it is our turn: what the client sends has to wait. */
    default boolean waits() {
        return switch (this) {
            case Verifying _, Answering _, Registering _, Opening _, Resuming _ -> true;
            case Granting.Tasked _, Granting.Salted _ -> false;
            case Granting _ -> true;
            case Fresh _, Negotiating _, Securing _, Challenged _, Authenticated _, Binding _, Established _, Ended _ ->
                false;
        };
    }

    /** Whether nothing may come but what is awaited, not even white space (XEP-0388 §2.4). */
    default boolean strict() {
        return switch (this) {
            case Challenged challenged -> challenged.profile().strict();
            case Verifying verifying -> verifying.profile().strict();
            case Granting _ -> true;
            default -> false;
        };
    }
}
