package im.vestibule.xmpp;

import im.vestibule.model.StreamError;
import java.util.Locale;
import java.util.Optional;

/** What ended a stream: few enough to label a counter with. Beyond the first six, the stream error that we sent. */
public enum Cause {
    /** The peer closed its stream. */
    PEER_CLOSED,
    /** The connection broke, or was closed without a word. */
    CONNECTION_LOST,
    /** The peer took nothing of what waited for it for too long. */
    SEND_TIMEOUT,
    /** Too much waited for the peer; it was sent {@code policy-violation}. */
    OVERFLOW,
    TLS_FAILURE,
    /** STARTTLS was asked for where there is none. */
    STARTTLS_REFUSED,
    BAD_FORMAT,
    BAD_NAMESPACE_PREFIX,
    CONFLICT,
    CONNECTION_TIMEOUT,
    HOST_GONE,
    HOST_UNKNOWN,
    IMPROPER_ADDRESSING,
    INTERNAL_SERVER_ERROR,
    INVALID_FROM,
    INVALID_NAMESPACE,
    INVALID_XML,
    NOT_AUTHORIZED,
    NOT_WELL_FORMED,
    POLICY_VIOLATION,
    REMOTE_CONNECTION_FAILED,
    RESET,
    RESOURCE_CONSTRAINT,
    RESTRICTED_XML,
    SEE_OTHER_HOST,
    SYSTEM_SHUTDOWN,
    UNDEFINED_CONDITION,
    UNSUPPORTED_ENCODING,
    UNSUPPORTED_FEATURE,
    UNSUPPORTED_STANZA_TYPE,
    UNSUPPORTED_VERSION;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As it stands in logs and counters; for a stream error its condition. */
    public String label() {
        return label;
    }

    static Cause of(StreamError error) {
        return error.equals(ChannelOutlet.OVERFLOW)
                ? OVERFLOW
                : valueOf(error.condition().name());
    }

    /** What ended the stream that this event has ended. */
    static Cause of(ComponentEvent event, ComponentStep step) {
        for (ComponentAction action : step.actions()) {
            if (action instanceof ComponentAction.Close(Optional<StreamError> error) && error.isPresent()) {
                return of(error.get());
            }
        }
        return event instanceof ComponentEvent.Lost(Cause cause) ? cause : PEER_CLOSED;
    }

    /** What ended the stream that this event has ended. */
    static Cause of(InboundEvent event, S2sStep<InboundState, InboundAction> step) {
        for (InboundAction action : step.actions()) {
            if (action instanceof InboundAction.Close(Optional<StreamError> error) && error.isPresent()) {
                return of(error.get());
            }
        }
        return switch (event) {
            case InboundEvent.Lost(Cause cause) -> cause;
            case InboundEvent.Late _ -> CONNECTION_TIMEOUT;
            case InboundEvent.Ending(StreamError error, var _) -> of(error);
            default -> PEER_CLOSED;
        };
    }

    /** What ended the stream that this event has ended. */
    static Cause of(OutboundEvent event, S2sStep<OutboundState, OutboundAction> step) {
        for (OutboundAction action : step.actions()) {
            if (action instanceof OutboundAction.Close(Optional<StreamError> error) && error.isPresent()) {
                return of(error.get());
            }
        }
        return switch (event) {
            case OutboundEvent.Lost(Cause cause) -> cause;
            case OutboundEvent.Late() -> CONNECTION_TIMEOUT;
            case OutboundEvent.Ending(StreamError error) -> of(error);
            default -> PEER_CLOSED;
        };
    }

    /** What ended the stream that this event has ended. */
    static Cause of(C2sEvent event, C2sStep step) {
        for (C2sAction action : step.actions()) {
            if (action instanceof C2sAction.Close(Optional<StreamError> error) && error.isPresent()) {
                return of(error.get());
            }
        }
        return switch (event) {
            case C2sEvent.Lost(Cause cause) -> cause;
            case C2sEvent.End() -> PEER_CLOSED;
            case C2sEvent.Ending(StreamError error) -> of(error);
            case C2sEvent.Malformed(StreamError error) -> of(error);
            case C2sEvent.Late(), C2sEvent.Silent() -> CONNECTION_TIMEOUT;
            case C2sEvent.Element _ -> STARTTLS_REFUSED;
            case C2sEvent.Header _,
                    C2sEvent.Secured _,
                    C2sEvent.Looked _,
                    C2sEvent.Due _,
                    C2sEvent.Registered _,
                    C2sEvent.Opened _,
                    C2sEvent.Refused _,
                    C2sEvent.Resumed _,
                    C2sEvent.NotResumed _,
                    C2sEvent.Lacking _,
                    C2sEvent.Upgraded _,
                    C2sEvent.Issued _,
                    C2sEvent.Stray _ -> CONNECTION_LOST;
        };
    }
}
