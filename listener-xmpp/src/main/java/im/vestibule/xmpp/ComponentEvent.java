package im.vestibule.xmpp;

import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.component.Joining;

/** What can happen to a component's stream. */
sealed interface ComponentEvent {
    /**
     * A stream header arrived.
     *
     * @param id for ours, which nobody can guess
     */
    record Header(StreamHeader header, String id) implements ComponentEvent {}

    /** A first-level element arrived that is not a stanza of an open stream. */
    record Element(XmlElement element) implements ComponentEvent {}

    /** The peer closed its stream. */
    record End() implements ComponentEvent {}

    /**
     * What arrived is not XML that we take.
     *
     * @param id for our header, if none was sent
     */
    record Malformed(StreamError error, String id) implements ComponentEvent {}

    /**
     * No progress for too long.
     *
     * @param id for our header, if none was sent
     */
    record Late(String id) implements ComponentEvent {}

    /** An answer has waited long enough. */
    record Due() implements ComponentEvent {}

    /** It is known by its name, or cannot be. */
    record Joined(Joining joining) implements ComponentEvent {}

    /**
     * The house ends the stream: replaced, shut down, or misuse found elsewhere.
     *
     * @param id for our header, if none was sent
     */
    record Ending(StreamError error, String id) implements ComponentEvent {}

    /** The connection is gone. */
    record Lost(Cause cause) implements ComponentEvent {}
}
