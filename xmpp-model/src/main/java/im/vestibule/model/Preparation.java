package im.vestibule.model;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

/** Prepares the parts of an address (RFC 7622 §3); null where a part is not allowed. ASCII does without the library. */
final class Preparation {
    /** Bytes of a part, prepared (RFC 7622 §3.1). */
    static final int LONGEST = 1023;

    // RFC 7622 §3.3.1, on top of what the profile forbids.
    private static final String NOT_IN_LOCAL = "\"&'/:<>@";
    private static final int LONGEST_LABEL = 63;
    // Of an internationalised domain; the DNS has no room for more (RFC 1035 §2.3.4), and the JDK takes its time.
    private static final int LONGEST_IDN = 253;
    // Lowering one costs the JDK a walk over the whole text, to see whether it ends a word.
    private static final int SIGMAS = 16;
    // Preparing twice must change nothing (RFC 8264 §7), which takes some texts a few rounds.
    private static final int ROUNDS = 4;

    // Where an ASCII character may stand, and whether it is to be lowered there.
    private static final byte LOCAL = 1;
    private static final byte HOST = 2;
    private static final byte RESOURCE = 4;
    private static final byte CAPITAL = 8;
    private static final byte[] CLASSES = new byte[0x80];
    // What looking at a text comes to, besides its classes.
    private static final int WIDE = -1;
    private static final int FORBIDDEN = -2;

    static {
        for (char c = ' '; c < 0x7F; c++) {
            boolean capital = c >= 'A' && c <= 'Z';
            // The underscore is not of the DNS, but names of containers and test hosts have it.
            boolean host =
                    capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
            CLASSES[c] = (byte) (RESOURCE
                    | (c != ' ' && NOT_IN_LOCAL.indexOf(c) < 0 ? LOCAL : 0)
                    | (host ? HOST : 0)
                    | (capital ? CAPITAL : 0));
        }
    }

    private Preparation() {}

    static @Nullable String local(String text) {
        int classes = look(text, LOCAL);
        if (classes == WIDE) {
            if (text.chars().filter(c -> c == '\u03A3').count() > SIGMAS) {
                return null;
            }
            String prepared = enforce(PrecisProfiles.USERNAME_CASE_MAPPED, text);
            // Only now: width mapping makes such characters out of others.
            return prepared == null || containsAny(prepared, NOT_IN_LOCAL) ? null : prepared;
        }
        return classes == FORBIDDEN ? null : lower(text, classes);
    }

    static @Nullable String resource(String text) {
        int classes = look(text, RESOURCE);
        if (classes == WIDE) {
            return enforce(PrecisProfiles.OPAQUE_STRING, text);
        }
        return classes == FORBIDDEN ? null : text;
    }

    static @Nullable String domain(String text) {
        if (text.startsWith("[")) {
            return literal(text);
        }
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        int classes = look(name, HOST);
        if (classes == FORBIDDEN) {
            return null;
        }
        if (classes != WIDE && !hasALabel(name)) {
            return isHostname(name) ? lower(name, classes) : null;
        }
        String prepared = name.length() > LONGEST_IDN ? null : enforce(PrecisProfiles.IDN, name);
        // An A-label that is left stands for no U-label.
        return prepared == null || hasALabel(prepared) || prepared.endsWith(".") ? null : prepared;
    }

    /** The classes found in a text that is all ASCII and of the class allowed; else one of the answers above. */
    private static int look(String text, int allowed) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return FORBIDDEN;
        }
        int classes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= CLASSES.length) {
                return WIDE;
            }
            if ((CLASSES[c] & allowed) == 0) {
                return FORBIDDEN;
            }
            classes |= CLASSES[c];
        }
        return classes;
    }

    private static String lower(String ascii, int classes) {
        return (classes & CAPITAL) == 0 ? ascii : ascii.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String enforce(PrecisProfile profile, String text) {
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
            return text.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Whether these characters make labels. */
    private static boolean isHostname(String text) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                if (i == start || i - start > LONGEST_LABEL || text.charAt(start) == '-' || text.charAt(i - 1) == '-') {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    /** Whether a label begins with {@code xn--}. */
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

    private static boolean containsAny(String text, String characters) {
        return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
    }
}
