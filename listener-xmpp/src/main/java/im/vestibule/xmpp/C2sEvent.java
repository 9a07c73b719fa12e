package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Upgrade;
import im.vestibule.services.fast.FastToken;
import im.vestibule.services.sasl.Answer;
import im.vestibule.services.sasl.Layer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What can happen to a client's stream. */
sealed interface C2sEvent {
    /** A stream header arrived. */
    record Header(StreamHeader header) implements C2sEvent {}

    /** A first-level element arrived. */
    record Element(XmlElement element) implements C2sEvent {}

    /** The peer closed its stream. */
    record End() implements C2sEvent {}

    /** What arrived is not XML that we take. */
    record Malformed(StreamError error) implements C2sEvent {}

    /** The connection is secure: by a TLS handshake of ours, or by one that a trusted proxy tells of. The last one counts. */
    record Secured(Layer layer) implements C2sEvent {}

    /** No progress for too long. */
    record Late() implements C2sEvent {}

    /** The client gives no sign of life. */
    record Silent() implements C2sEvent {}

    /** A back end has answered what a SASL exchange needed to know. */
    record Looked(Answer answer) implements C2sEvent {}

    /** An answer has waited long enough. */
    record Due() implements C2sEvent {}

    /** What keys an account has not got, of those asked for. */
    record Lacking(List<Upgrade> upgrades) implements C2sEvent {}

    /** Keys were to be kept. */
    record Upgraded(boolean done) implements C2sEvent {}

    /** A token was to be given. */
    record Issued(Optional<FastToken> token) implements C2sEvent {}

    /** Something came while nothing may come. */
    record Stray() implements C2sEvent {}

    /** A registration request was answered. */
    record Registered(XmlElement reply) implements C2sEvent {}

    /**
     * The session is open under this address.
     *
     * @param enabled says that stanzas are counted from the start, if that was asked for
     */
    record Opened(Jid jid, Optional<XmlElement> enabled) implements C2sEvent {
        Opened(Jid jid) {
            this(jid, Optional.empty());
        }
    }

    /**
     * A session has come here.
     *
     * @param count stanzas of its client that are safe, modulo 2^32
     */
    record Resumed(Jid jid, String id, long count) implements C2sEvent {
        XmlElement element() {
            return C2sManagement.resumed(id, count);
        }
    }

    /**
     * There is no session to come here.
     *
     * @param count stanzas that its client had handed in, if that is remembered
     */
    record NotResumed(OptionalLong count) implements C2sEvent {}

    /** The session may not open. */
    record Refused(StanzaError error) implements C2sEvent {}

    /** The house ends the stream: replaced, removed, shut down, or misuse found elsewhere. */
    record Ending(StreamError error) implements C2sEvent {}

    /** The connection is gone. */
    record Lost(Cause cause) implements C2sEvent {
        Lost() {
            this(Cause.CONNECTION_LOST);
        }
    }
}
