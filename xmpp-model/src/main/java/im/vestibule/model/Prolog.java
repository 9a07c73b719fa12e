package im.vestibule.model;

import static im.vestibule.model.Ascii.NAME;
import static im.vestibule.model.Ascii.SPACE;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what may stand before the first tag of a document and nowhere else: a byte order mark and the XML declaration.
 * Knows other encodings by their first bytes.
 */
final class Prolog {
    // More than any sensible declaration needs.
    private static final int LONGEST = 128;
    private static final String MARK = "\u00EF\u00BB\u00BF";
    private static final String START = "<?xml";
    // XML 1.0 §2.8 [23] and §4.3.3 [81]. No quantifier gives anything back.
    private static final Pattern DECLARATION = Pattern.compile("<\\?xml"
            + "\\s++version\\s*+=\\s*+(?:'1\\.[0-9]++'|\"1\\.[0-9]++\")"
            + "(?:\\s++encoding\\s*+=\\s*+(?:'([A-Za-z][A-Za-z0-9._-]*+)'|\"([A-Za-z][A-Za-z0-9._-]*+)\"))?+"
            + "(?:\\s++standalone\\s*+=\\s*+(?:'(?:yes|no)'|\"(?:yes|no)\"))?+"
            + "\\s*+\\?>");

    // What a byte makes of the prolog: it may go on, ends here, or has ended before. Else as in Stop.
    private static final int ON = 0;
    private static final int ENDS = 1;
    private static final int ENDED = 2;

    // What may yet become a mark or a declaration, a byte each.
    private final StringBuilder head = new StringBuilder();
    private boolean marked;

    /**
     * Comes to the first byte behind the prolog.
     *
     * @return as in {@link Stop}
     */
    int read(byte[] bytes, int from, int end) {
        for (int pos = from; pos < end; pos++) {
            int step = take((char) (bytes[pos] & 0xFF));
            if (step != ON) {
                return step < 0 ? step : pos + (step == ENDS ? 1 : 0);
            }
        }
        return ~end;
    }

    /** Whether the byte before the place it has come to was the angle bracket of a tag. */
    boolean opensTag() {
        return head.length() == 1;
    }

    /** Whether something may yet become a mark or a declaration. */
    boolean holds() {
        return !head.isEmpty();
    }

    private int take(char c) {
        if (head.isEmpty()) {
            return first(c);
        }
        return switch (head.charAt(0)) {
            case '<' -> head.length() <= START.length() ? start(c) : declaration(c);
            case 0xEF -> mark(c);
            // The two bytes of a UTF-16 mark, in either order.
            default -> c == (head.charAt(0) == 0xFE ? 0xFF : 0xFE) ? Stop.ENCODING : Stop.MALFORMED;
        };
    }

    private int first(char c) {
        return switch (c) {
            // UTF-16 or UTF-32 without a mark.
            case 0 -> Stop.ENCODING;
            case '<' -> go(c);
            case 0xEF, 0xFE, 0xFF -> marked ? Stop.MALFORMED : go(c);
            default -> ENDED;
        };
    }

    private int mark(char c) {
        if (c != MARK.charAt(head.length())) {
            return Stop.MALFORMED;
        }
        marked = head.length() == MARK.length() - 1;
        if (marked) {
            head.setLength(0);
            return ON;
        }
        return go(c);
    }

    private int start(char c) {
        int place = head.length();
        if (place == 1 && c != '?') {
            return c == 0 ? Stop.ENCODING : ENDED;
        }
        if (place == START.length()) {
            if (Ascii.is(SPACE, c)) {
                return go(c);
            }
            // <?xml-stylesheet is an instruction like others.
            return Ascii.is(NAME, c) || c == ':' || c >= 0x80 ? Stop.RESTRICTED : Stop.MALFORMED;
        }
        return c == START.charAt(place) ? go(c) : Stop.RESTRICTED;
    }

    private int declaration(char c) {
        if (head.length() == LONGEST) {
            return Stop.DECLARATION;
        }
        if (c > '~' || (c < ' ' && !Ascii.is(SPACE, c))) {
            return Stop.MALFORMED;
        }
        head.append(c);
        return c == '>' ? check() : ON;
    }

    private int check() {
        Matcher declaration = DECLARATION.matcher(head);
        if (!declaration.matches()) {
            return Stop.MALFORMED;
        }
        String encoding = declaration.group(1) == null ? declaration.group(2) : declaration.group(1);
        return encoding == null || encoding.equalsIgnoreCase("UTF-8") ? ENDS : Stop.ENCODING;
    }

    private int go(char c) {
        head.append(c);
        return ON;
    }
}
