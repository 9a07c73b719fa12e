package im.vestibule.xmpp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 6120 §4.7.5: versions are pairs of numbers, not strings. */
final class StreamVersion {
    private static final Pattern FORM = Pattern.compile("0*(\\d{1,9})\\.(\\d{1,9})");

    private StreamVersion() {}

    /** Whether the peer speaks 1.0 or later, which is answered with 1.0. */
    static boolean atLeastOne(Optional<String> version) {
        Matcher form = FORM.matcher(version.orElse(""));
        return form.matches() && Integer.parseInt(form.group(1)) >= 1;
    }
}
