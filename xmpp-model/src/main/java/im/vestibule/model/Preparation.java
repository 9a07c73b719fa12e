package im.vestibule.model;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

/** Prepares the parts of an address (RFC 7622 §3); null where a part is not allowed. */
final class Preparation {
    /** Bytes of a part, prepared (RFC 7622 §3.1). */
    static final int LONGEST = 1023;

    private static final int LONGEST_LABEL = 63;
    // RFC 7622 §3.3.1, on top of what the profile forbids.
    private static final String NOT_IN_LOCAL = "\"&'/:<>@";
    // Preparing twice must change nothing. RFC 8264 §7 lets an implementation try a few times more.
    private static final int ROUNDS = 4;

    private Preparation() {}

    static @Nullable String local(String text) {
        if (isAscii(text)) {
            return text.length() <= LONGEST && isAsciiLocal(text) ? lower(text) : null;
        }
        String prepared = enforce(PrecisProfiles.USERNAME_CASE_MAPPED, text);
        // Only now: width mapping makes such characters out of others.
        return prepared == null || containsAny(prepared, NOT_IN_LOCAL) ? null : prepared;
    }

    static @Nullable String resource(String text) {
        if (isAscii(text)) {
            return !text.isEmpty() && text.length() <= LONGEST && isPrintable(text) ? text : null;
        }
        return enforce(PrecisProfiles.OPAQUE_STRING, text);
    }

    static @Nullable String domain(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.startsWith("[")) {
            return literal(name);
        }
        boolean ascii = isAscii(name);
        if (ascii && !hasALabel(name)) {
            return name.length() <= LONGEST && isHostname(name) ? lower(name) : null;
        }
        String prepared = enforce(PrecisProfiles.IDN, name);
        // An A-label that is left stands for no U-label.
        return prepared == null || hasALabel(prepared) || prepared.endsWith(".") ? null : prepared;
    }

    private static @Nullable String enforce(PrecisProfile profile, String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            String prepared = profile.enforce(text);
            for (int round = 1; round < ROUNDS; round++) {
                String again = profile.enforce(prepared);
                if (again.equals(prepared)) {
                    return prepared.getBytes(StandardCharsets.UTF_8).length <= LONGEST ? prepared : null;
                }
                prepared = again;
            }
        } catch (IllegalArgumentException _) {
            // The library's way to say no.
        }
        return null;
    }

    /** An IPv6 address in brackets. */
    private static @Nullable String literal(String text) {
        if (!text.endsWith("]") || text.indexOf(':') < 0 || text.indexOf('%') >= 0) {
            return null;
        }
        try {
            InetAddress.ofLiteral(text.substring(1, text.length() - 1));
            return lower(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** LDH labels; the underscore too, which names of containers and test hosts have. */
    private static boolean isHostname(String text) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                if (i == start || i - start > LONGEST_LABEL || text.charAt(start) == '-' || text.charAt(i - 1) == '-') {
                    return false;
                }
                start = i + 1;
            } else if (!isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '-' && text.charAt(i) != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    private static boolean hasALabel(String domain) {
        int start = 0;
        while (!domain.regionMatches(true, start, "xn--", 0, 4)) {
            int dot = domain.indexOf('.', start);
            if (dot < 0) {
                return false;
            }
            start = dot + 1;
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAsciiLocal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7F || NOT_IN_LOCAL.indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean containsAny(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static String lower(String ascii) {
        return ascii.toLowerCase(Locale.ROOT);
    }
}
