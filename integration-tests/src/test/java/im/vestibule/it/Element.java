package im.vestibule.it;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An element of a stream as a server has sent it. */
record Element(String text) {
    private static final Pattern NAME = Pattern.compile("<([\\w:]+)");
    private static final Pattern ID = Pattern.compile("\\bid=['\"]([^'\"]*)['\"]");
    private static final Pattern FROM = Pattern.compile("\\bfrom=['\"]([^'\"]*)['\"]");
    private static final Pattern H = Pattern.compile("\\bh=['\"](\\d+)['\"]");
    private static final Pattern CONDITION =
            Pattern.compile("<([\\w-]+) xmlns=['\"]urn:ietf:params:xml:ns:xmpp-streams");

    /** With its prefix; empty if this is no element. */
    String name() {
        Matcher name = NAME.matcher(text);
        return name.lookingAt() ? name.group(1) : "";
    }

    boolean is(String name) {
        return name().equals(name);
    }

    Optional<String> id() {
        return tagged(ID);
    }

    Optional<String> from() {
        return tagged(FROM);
    }

    /** Whether the type is that. */
    boolean isOfType(String type) {
        return tag().contains("type='" + type + "'");
    }

    /** Of an answer of stream management. */
    OptionalLong h() {
        return tagged(H).map(Long::parseLong).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** Of a stream error. */
    Optional<String> condition() {
        return first(CONDITION, text);
    }

    private Optional<String> tagged(Pattern attribute) {
        return first(attribute, tag());
    }

    private String tag() {
        return text.substring(0, text.indexOf('>') + 1);
    }

    private static Optional<String> first(Pattern pattern, String where) {
        return pattern.matcher(where).results().findFirst().map(found -> found.group(1));
    }
}
