package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import java.util.Optional;

/** What must be right about the opening tag of any stream (RFC 6120 §4.7, §4.8). */
final class HeaderRules {
    private HeaderRules() {}

    /**
     * @param contentNamespace of this kind of stream
     * @param host the host asked for, if it may be asked for
     */
    static Optional<StreamError> fault(StreamHeader header, String contentNamespace, Optional<String> host) {
        if (!header.namespace().equals(Ns.STREAMS) || !header.contentNamespace().equals(contentNamespace)) {
            return Optional.of(StreamError.of(Condition.INVALID_NAMESPACE));
        }
        if (!header.name().equals("stream")) {
            return Optional.of(StreamError.of(Condition.BAD_FORMAT));
        }
        if (!StreamVersion.atLeastOne(header.attribute("version"))) {
            return Optional.of(StreamError.of(Condition.UNSUPPORTED_VERSION));
        }
        return host.isPresent() ? Optional.empty() : Optional.of(StreamError.of(Condition.HOST_UNKNOWN));
    }
}
