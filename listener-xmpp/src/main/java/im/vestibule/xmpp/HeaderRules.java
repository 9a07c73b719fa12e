package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must be right about the opening tag of any stream (RFC 6120 §4.7, §4.8). */
final class HeaderRules {
    /** RFC 5646 §2.1, no finer than in subtags; 35 characters hold any that has a meaning (§4.4.1). */
    private static final Pattern LANG = Pattern.compile("(?=.{1,35}$)[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    private HeaderRules() {}

    /**
     * @param contentNamespace of this kind of stream
     * @param host the host asked for, if it may be asked for
     */
    static Optional<StreamError> fault(StreamHeader header, String contentNamespace, Optional<String> host) {
        Optional<StreamError> fault = fault(header, contentNamespace);
        if (fault.isPresent()) {
            return fault;
        }
        if (!StreamVersion.atLeastOne(header.attribute("version"))) {
            return Optional.of(StreamError.of(Condition.UNSUPPORTED_VERSION));
        }
        return host.isPresent() ? Optional.empty() : Optional.of(StreamError.of(Condition.HOST_UNKNOWN));
    }

    /** As far as every kind of stream has it: XEP-0114 knows no version. */
    static Optional<StreamError> fault(StreamHeader header, String contentNamespace) {
        if (!header.namespace().equals(Ns.STREAMS) || !header.contentNamespace().equals(contentNamespace)) {
            return Optional.of(StreamError.of(Condition.INVALID_NAMESPACE));
        }
        if (!header.name().equals("stream")) {
            return Optional.of(StreamError.of(Condition.BAD_FORMAT));
        }
        return Optional.empty();
    }

    /** What a peer's stanzas are in if they do not say (RFC 6120 §4.7.4); empty if it names no language that can be. */
    static String lang(StreamHeader header) {
        return header.lang().filter(lang -> LANG.matcher(lang).matches()).orElse("");
    }
}
