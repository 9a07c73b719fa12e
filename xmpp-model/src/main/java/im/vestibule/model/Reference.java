package im.vestibule.model;

import static im.vestibule.model.Ascii.NAME;
import static im.vestibule.model.Ascii.START;

import java.nio.charset.StandardCharsets;

/** Character references and the five entities of XML 1.0 §4.6. There are no others on a stream (RFC 6120 §11.1). */
final class Reference {
    // U+10FFFF with a few zeros before it; more only burden whoever reads on.
    private static final int DIGITS = 10;
    private static final byte[][] NAMES = {
        ascii("amp;"), ascii("lt;"), ascii("gt;"), ascii("apos;"), ascii("quot;"),
    };
    private static final char[] CHARACTERS = {'&', '<', '>', '\'', '"'};

    private Reference() {}

    /**
     * Where the reference ends.
     *
     * @param pos of the ampersand
     * @return one past the semicolon, or as in {@link Stop}: restricted if the entity would have to be declared
     */
    static int end(byte[] bytes, int pos, int end) {
        int from = pos + 1;
        if (from == end) {
            return ~pos;
        }
        if (bytes[from] == '#') {
            return number(bytes, pos, end);
        }
        int longest = 0;
        for (byte[] name : NAMES) {
            int same = 0;
            while (same < name.length && from + same < end && bytes[from + same] == name[same]) {
                same++;
            }
            if (same == name.length) {
                return from + same;
            }
            longest = Math.max(longest, same);
        }
        return from + longest == end ? ~pos : foreign(bytes[from + longest], longest);
    }

    /** What the first byte that fits none of the names makes of it. */
    private static int foreign(byte b, int place) {
        boolean name = b < 0 || b == ':' || Ascii.is(place == 0 ? START : NAME, b) || (b == ';' && place > 0);
        return name ? Stop.RESTRICTED : Stop.MALFORMED;
    }

    private static int number(byte[] bytes, int ampersand, int end) {
        int pos = ampersand + 2;
        int radix = 10;
        if (pos < end && bytes[pos] == 'x') {
            radix = 16;
            pos++;
        }
        int first = pos;
        long value = 0;
        while (pos < end && pos - first < DIGITS) {
            int digit = digit(bytes[pos], radix);
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
            pos++;
        }
        if (pos == end) {
            return ~ampersand;
        }
        boolean good = pos > first && bytes[pos] == ';' && value <= 0x10FFFF && Utf8.isChar((int) value);
        return good ? pos + 1 : Stop.MALFORMED;
    }

    /** The code point of a reference that {@link #end} has found good. */
    static int point(byte[] bytes, int pos) {
        int from = pos + 1;
        if (bytes[from] == '#') {
            int radix = bytes[from + 1] == 'x' ? 16 : 10;
            int value = 0;
            for (int i = radix == 16 ? from + 2 : from + 1; bytes[i] != ';'; i++) {
                value = value * radix + digit(bytes[i], radix);
            }
            return value;
        }
        int which = 0;
        // amp and apos differ in their second letter, all others in their first.
        while (NAMES[which][0] != bytes[from] || NAMES[which][1] != bytes[from + 1]) {
            which++;
        }
        return CHARACTERS[which];
    }

    private static int digit(int b, int radix) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = (b | 0x20) - 'a';
        return radix == 16 && letter >= 0 && letter < 6 ? letter + 10 : -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
