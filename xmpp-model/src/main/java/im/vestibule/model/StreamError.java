package im.vestibule.model;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a stream ends (RFC 6120 §4.9). Always the last thing said on a stream.
 *
 * @param condition the defined condition
 * @param text a sentence for a human, in English
 * @param application one application-specific element
 * @param host content of {@code see-other-host}: where to go instead
 */
public record StreamError(
        Condition condition, Optional<String> text, Optional<XmlElement> application, Optional<String> host) {
    /** The defined conditions of RFC 6120 §4.9.3. */
    public enum Condition {
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

        private final String element = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** The element name on the wire, such as {@code not-well-formed}. */
        public String element() {
            return element;
        }
    }

    public static StreamError of(Condition condition) {
        return new StreamError(condition, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static StreamError of(Condition condition, String text) {
        return new StreamError(condition, Optional.of(text), Optional.empty(), Optional.empty());
    }

    /**
     * RFC 6120 §4.9.3.19.
     *
     * @param host domain name or address, with a port after a colon if it is another; IPv6 in brackets
     */
    public static StreamError seeOtherHost(String host) {
        return new StreamError(Condition.SEE_OTHER_HOST, Optional.empty(), Optional.empty(), Optional.of(host));
    }

    /** The {@code <stream:error/>} element. */
    public XmlElement element() {
        XmlElement.Builder error = XmlElement.builder("error", Ns.STREAMS)
                .child(host.map(other -> XmlElement.of(condition.element(), Ns.STREAM_ERRORS, other))
                        .orElseGet(() -> XmlElement.of(condition.element(), Ns.STREAM_ERRORS)));
        text.ifPresent(t -> error.child(XmlElement.builder("text", Ns.STREAM_ERRORS)
                .attribute(Ns.XML, "lang", "en")
                .text(t)
                .build()));
        application.ifPresent(error::child);
        return error.build();
    }
}
