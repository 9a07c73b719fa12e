package im.vestibule.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** The syntax of LDAP search filters (RFC 4515, section 3), without a look at attribute types. */
final class LdapFilter {
    static final Type<String> TYPE = Type.text(
            "an LDAP filter such as \"(objectClass=person)\"",
            "LDAP filters",
            (value, text) -> isSound(text) ? Optional.of(text) : value.wrong("", hint(text)));

    /** A filter, or nothing. */
    static final Type<String> MAYBE_EMPTY = Type.text(
            "an LDAP filter such as \"(objectClass=person)\", or \"\"",
            "LDAP filters",
            (value, text) -> text.isEmpty() || isSound(text) ? Optional.of(text) : value.wrong("", hint(text)));

    /** Filters within filters; servers and libraries take 50 at least, of which we add some. */
    private static final int DEPTH = 40;

    private static final String ATTRIBUTE = "[\\w.;-]+";
    private static final String RULE = ":(?!dn:)[\\w.-]+";
    private static final String CHARACTER = "[^*()\\\\\\x00]|\\\\[0-9a-f]{2}";

    private static final Pattern ITEM = Pattern.compile(
            "(?i)" + ATTRIBUTE + "=(" + CHARACTER + "|\\*(?!\\*))*+" // Asterisks stand for anything here only.
                    + "|(" + ATTRIBUTE + "([~<>]|(:dn)?(" + RULE + ")?:)|(:dn)?" + RULE + ":)=(" + CHARACTER + ")*+");

    private final String text;
    private int at;

    private LdapFilter(String text) {
        this.text = text;
    }

    static boolean isSound(String text) {
        LdapFilter filter = new LdapFilter(text);
        return filter.filter(DEPTH) && filter.at == text.length();
    }

    private static String hint(String text) {
        return isSound("(" + text + ")") ? "put it in parentheses" : "";
    }

    private boolean filter(int depth) {
        if (depth == 0 || !skip('(')) {
            return false;
        }
        boolean sound = switch (peek()) {
            case '&', '|' -> list(depth);
            case '!' -> skip('!') && filter(depth - 1);
            default -> item();
        };
        return sound && skip(')');
    }

    private boolean list(int depth) {
        at++;
        while (peek() == '(') {
            if (!filter(depth - 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean item() {
        int start = at;
        while (at < text.length() && "()".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return ITEM.matcher(text).region(start, at).matches();
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : ')';
    }

    private boolean skip(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }
}
