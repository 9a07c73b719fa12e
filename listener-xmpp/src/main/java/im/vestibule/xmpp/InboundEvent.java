package im.vestibule.xmpp;

import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;

/** What can happen to a stream that another server has opened. */
sealed interface InboundEvent {
    /**
     * A stream header arrived.
     *
     * @param id for ours, which nobody can guess
     */
    record Header(StreamHeader header, String id) implements InboundEvent {}

    /** A first-level element arrived that is not a stanza. */
    record Element(XmlElement element) implements InboundEvent {}

    /** The TLS handshake has succeeded. */
    record Secured(Certificate certificate) implements InboundEvent {}

    /** A domain's own server was asked about a key. */
    record Verified(Pair pair, Verdict verdict) implements InboundEvent {}

    /** The peer closed its stream. */
    record End() implements InboundEvent {}

    /**
     * What arrived is not XML that we take.
     *
     * @param id for our header, if none was sent
     */
    record Malformed(StreamError error, String id) implements InboundEvent {}

    /**
     * No progress for too long.
     *
     * @param id for our header, if none was sent
     */
    record Late(String id) implements InboundEvent {}

    /** Nothing has come or gone for so long that the stream is of no use. */
    record Idle() implements InboundEvent {}

    /**
     * The house ends the stream: shut down, or misuse found elsewhere.
     *
     * @param id for our header, if none was sent
     */
    record Ending(StreamError error, String id) implements InboundEvent {}

    /** The connection is gone. */
    record Lost(Cause cause) implements InboundEvent {}
}
