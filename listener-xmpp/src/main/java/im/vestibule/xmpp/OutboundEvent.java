package im.vestibule.xmpp;

import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;

/** What can happen to a stream that we open to another server. */
sealed interface OutboundEvent {
    /** There is a connection, in the clear. */
    record Connected() implements OutboundEvent {}

    /** The TLS handshake has succeeded. */
    record Secured(Certificate certificate) implements OutboundEvent {}

    /** A stream header arrived. */
    record Header(StreamHeader header) implements OutboundEvent {}

    /** A first-level element arrived that is not a stanza. */
    record Element(XmlElement element) implements OutboundEvent {}

    /** The peer closed its stream. */
    record End() implements OutboundEvent {}

    /** What arrived is not XML that we take. */
    record Malformed(StreamError error) implements OutboundEvent {}

    /** Another pair of domains would share the stream. */
    record Join(Pair pair) implements OutboundEvent {}

    /** The peer has left our key for a pair without an answer for too long. */
    record Overdue(Pair pair) implements OutboundEvent {}

    /** No progress for too long. */
    record Late() implements OutboundEvent {}

    /** Nothing has come or gone for so long that the stream is of no use. */
    record Idle() implements OutboundEvent {}

    /** The house ends the stream: shut down, or misuse found elsewhere. */
    record Ending(StreamError error) implements OutboundEvent {}

    /** The connection is gone. */
    record Lost(Cause cause) implements OutboundEvent {}
}
