package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.Filter;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A search filter (RFC 4515) with places for what is only known when somebody logs in. What is filled in stays a value,
 * whatever characters it has.
 *
 * @param text with {@code %u}, {@code %d}, {@code %D} and {@code %s}
 */
record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("%[udDs]");

    /**
     * What is filled in.
     *
     * @param user for every {@code %u}
     * @param domain for every {@code %d}
     * @param dn for every {@code %D}
     * @param attributes one for each {@code %s}; places without one stay as they are
     */
    record Values(String user, String domain, String dn, List<String> attributes) {}

    String fill(Values values) {
        Iterator<String> attributes = values.attributes().iterator();
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (MatchResult place : PLACE.matcher(text).results().toList()) {
            filled.append(text, from, place.start());
            filled.append(
                    switch (place.group()) {
                        case "%u" -> Filter.encodeValue(values.user());
                        case "%d" -> Filter.encodeValue(values.domain());
                        case "%D" -> Filter.encodeValue(values.dn());
                        default -> attributes.hasNext() ? Filter.encodeValue(attributes.next()) : place.group();
                    });
            from = place.end();
        }
        return filled.append(text, from, text.length()).toString();
    }
}
