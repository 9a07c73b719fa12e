package im.vestibule.config;

import java.util.Optional;

/** The syntax of LDAP search filters (RFC 4515, section 3), without a look at attribute types. */
final class LdapFilter {
    static final Type<String> TYPE = Type.text(
            "an LDAP filter such as \"(objectClass=person)\"",
            "LDAP filters",
            (value, text) -> new LdapFilter(text).isSound() ? Optional.of(text) : value.wrong("", ""));
    private static final int DEPTH = 50;

    private final String text;
    private int at;

    private LdapFilter(String text) {
        this.text = text;
    }

    private boolean isSound() {
        return filter(DEPTH) && at == text.length();
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
        int equals = text.indexOf('=', start);
        return equals > start && equals < at;
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
