package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Hash;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.sasl.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a stream wants done, in order. */
sealed interface C2sAction {
    /** Send our stream header with a new id (RFC 6120 §4.7). */
    record Open(String from, Optional<Jid> to, String lang) implements C2sAction {}

    record Send(XmlElement element) implements C2sAction {}

    /** Read a new stream from the next byte on; the larger limits apply once authenticated. */
    record Restart(boolean authenticated) implements C2sAction {}

    /** Start the TLS handshake behind what was sent. */
    record Secure() implements C2sAction {}

    /** Ask a back end; the answer is {@link C2sEvent.Looked}. */
    record Look(Step.Need need) implements C2sAction {}

    /**
     * An attempt to log in is decided; the answer may have to wait for {@link C2sEvent.Due}.
     *
     * @param account if the client has named one that could exist
     */
    record Judge(Optional<Jid> account, boolean success) implements C2sAction {}

    /** Find out for which of these hashes an account has no keys; the answer is {@link C2sEvent.Lacking}. */
    record Compare(Jid account, Set<Hash> hashes) implements C2sAction {}

    /** Keep keys made from this salted password; the answer is {@link C2sEvent.Upgraded}. */
    record Upgrade(Jid account, im.vestibule.services.account.Upgrade upgrade, Octets salted) implements C2sAction {}

    /**
     * Give a token; the answer is {@link C2sEvent.Issued}.
     *
     * @param mechanism that it is for; empty for a new one only if the last is near its end
     */
    record Issue(Jid account, UUID agent, Optional<FastMechanism> mechanism) implements C2sAction {}

    /** Handle a registration request; the answer is {@link C2sEvent.Registered}. */
    record Register(XmlElement iq, String host) implements C2sAction {}

    /**
     * Open a session, with a resource of ours if none is wanted; the answer is {@link C2sEvent.Opened} or {@link
     * C2sEvent.Refused}.
     */
    record OpenSession(Jid user, String wanted, String lang) implements C2sAction {}

    /**
     * Open a session with a resource of ours that begins with this tag if it can be; the answer is {@link C2sEvent.Opened}
     * or {@link C2sEvent.Refused}.
     *
     * @param agent the client's installation
     * @param wishes what it is to begin with
     */
    record BindSession(Jid user, String tag, String lang, Optional<UUID> agent, List<XmlElement> wishes)
            implements C2sAction {}

    /**
     * Count stanzas from here on, and tell the client so.
     *
     * @param resume whether it wants to be able to come back
     */
    record Enable(boolean resume) implements C2sAction {}

    /** Tell the client how many of its stanzas are safe. */
    record Report() implements C2sAction {}

    /** The client has so many of ours, modulo 2^32. */
    record Acknowledge(long count) implements C2sAction {}

    /** Have a session come here; the answer is {@link C2sEvent.Resumed} or {@link C2sEvent.NotResumed}. */
    record Resume(Jid user, C2sManagement.Request request) implements C2sAction {}

    /** What the session that has come here has to say follows. */
    record Tie() implements C2sAction {}

    /** The larger limits apply from the next element on, in the stream that there is. */
    record Admit() implements C2sAction {}

    /** The state timeout begins anew. */
    record Progress() implements C2sAction {}

    /** The state timeout no longer applies. */
    record Settled() implements C2sAction {}

    /** Send the error, if any, and our closing tag; then close. */
    record Close(Optional<StreamError> error) implements C2sAction {}

    /** The client is active, or it is not (XEP-0352). */
    record Attend(boolean active) implements C2sAction {}

    /** Close without a word. */
    record Drop() implements C2sAction {}
}
