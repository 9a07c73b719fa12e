package im.vestibule.model;

import static im.vestibule.model.StreamError.Condition.NOT_WELL_FORMED;
import static im.vestibule.model.StreamError.Condition.POLICY_VIOLATION;
import static im.vestibule.model.StreamError.Condition.RESTRICTED_XML;
import static im.vestibule.model.StreamError.Condition.UNSUPPORTED_ENCODING;

/** What a framer finds wrong. Made once, so that a flood of bad input costs nothing. */
final class Fault {
    static final StreamError MALFORMED = StreamError.of(NOT_WELL_FORMED);
    static final StreamError RESTRICTED = StreamError.of(RESTRICTED_XML);
    static final StreamError ENCODING = StreamError.of(UNSUPPORTED_ENCODING);
    static final StreamError BYTES = StreamError.of(POLICY_VIOLATION, "element too big");
    static final StreamError DEPTH = StreamError.of(POLICY_VIOLATION, "element too deep");
    static final StreamError ELEMENTS = StreamError.of(POLICY_VIOLATION, "too many elements");
    static final StreamError ATTRIBUTES = StreamError.of(POLICY_VIOLATION, "too many attributes");
    static final StreamError PREFIXES = StreamError.of(POLICY_VIOLATION, "too many namespace prefixes");
    static final StreamError DECLARATION = StreamError.of(POLICY_VIOLATION, "XML declaration too long");
    static final StreamError REOPENED = StreamError.of(POLICY_VIOLATION, "stream already open");

    private Fault() {}
}
