package im.vestibule.model;

import static im.vestibule.model.Ascii.CDATA;
import static im.vestibule.model.Ascii.TEXT;
import static im.vestibule.model.Ascii.VALUE;

/**
 * Finds where a run of ASCII that stands for itself ends, eight bytes at a time.
 *
 * <p>Bytes to stop at are marked in their highest bit: those that are not ASCII have it, and a subtraction borrows into
 * it from others. The borrowing may go on into bytes behind, so only the first mark counts.
 */
final class Runs {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long SPACES = ' ' * ONES;
    private static final long AMPERSANDS = '&' * ONES;
    private static final long LESS = '<' * ONES;
    private static final long GREATER = '>' * ONES;
    // The bit that makes > of <, and those that make & and either quote the same.
    private static final long ANGLE = ('<' ^ '>') * ONES;
    private static final long QUOTATION = ('"' ^ '&') * ONES;
    private static final long APOSTROPHE = ('\'' ^ '&') * ONES;

    // The bit that tells small letters from capital ones.
    private static final long CASE = ' ' * ONES;
    // Added, they lift into the highest bit what is at least a, and what is beyond z.
    private static final long FROM_A = (0x80 - 'a') * ONES;
    private static final long BEYOND_Z = (0x7F - 'z') * ONES;

    private Runs() {}

    /** The first byte that is not a letter, or the end. Names are hardly anything else. */
    static int letters(byte[] bytes, int from, int end) {
        int pos = from;
        while (end - pos >= Long.BYTES) {
            long word = Bytes.eight(bytes, pos);
            // Only what is not ASCII carries into the byte behind it, and is itself marked.
            long lower = word | CASE;
            long letters = (lower + FROM_A) & ~(lower + BEYOND_Z) & ~word;
            long marks = ~letters & HIGH;
            if (marks != 0) {
                return pos + (Long.numberOfTrailingZeros(marks) >> 3);
            }
            pos += Long.BYTES;
        }
        while (pos < end && isLetter(bytes[pos])) {
            pos++;
        }
        return pos;
    }

    private static boolean isLetter(int b) {
        int lower = b | ' ';
        return lower >= 'a' && lower <= 'z';
    }

    /** The first byte of character data that is markup, not ASCII or not allowed; the end if there is none. */
    static int text(byte[] bytes, int from, int end) {
        int pos = from;
        while (end - pos >= Long.BYTES) {
            long word = Bytes.eight(bytes, pos);
            long ampersand = word ^ AMPERSANDS;
            long angle = (word | ANGLE) ^ GREATER;
            long marks = ((ampersand - ONES) | (angle - ONES) | (word - SPACES) | word) & HIGH;
            if (marks == 0) {
                pos += Long.BYTES;
                continue;
            }
            pos += Long.numberOfTrailingZeros(marks) >> 3;
            if (!Ascii.is(TEXT, bytes[pos])) {
                return pos;
            }
            // A tab or a line end.
            pos++;
        }
        while (pos < end && Ascii.is(TEXT, bytes[pos])) {
            pos++;
        }
        return pos;
    }

    /** The first byte of an attribute value that is its quote, markup, not ASCII or not allowed; or the end. */
    static int value(byte[] bytes, int from, int end, int quote) {
        long bit = quote == '"' ? QUOTATION : APOSTROPHE;
        long either = (quote * ONES) | bit;
        int pos = from;
        while (end - pos >= Long.BYTES) {
            long word = Bytes.eight(bytes, pos);
            long closing = (word | bit) ^ either;
            long less = word ^ LESS;
            long marks = ((closing - ONES) | (less - ONES) | (word - SPACES) | word) & HIGH;
            if (marks == 0) {
                pos += Long.BYTES;
                continue;
            }
            pos += Long.numberOfTrailingZeros(marks) >> 3;
            if (bytes[pos] == quote || !isValue(bytes[pos], quote)) {
                return pos;
            }
            pos++;
        }
        while (pos < end && isValue(bytes[pos], quote)) {
            pos++;
        }
        return pos;
    }

    /** The first byte of a CDATA section that may end it, is not ASCII or not allowed; or the end. */
    static int cdata(byte[] bytes, int from, int end) {
        int pos = from;
        while (pos < end && Ascii.is(CDATA, bytes[pos])) {
            pos++;
        }
        return pos;
    }

    /** Reads on where a run has ended: a reference or characters that are not ASCII. Nothing else is allowed there. */
    static int other(byte[] bytes, int from, int end) {
        return bytes[from] == '&' ? Reference.end(bytes, from, end) : characters(bytes, from, end);
    }

    /** Reads characters that are not ASCII. */
    static int characters(byte[] bytes, int from, int end) {
        int pos = from;
        do {
            int length = bytes[pos] < 0 ? Utf8.length(bytes, pos, end) : -1;
            if (length <= 0) {
                return length == 0 ? ~pos : Stop.MALFORMED;
            }
            pos += length;
        } while (pos < end && bytes[pos] < 0);
        return pos;
    }

    private static boolean isValue(byte b, int quote) {
        // The other quote stands for itself.
        return Ascii.is(VALUE, b) || (b == (quote ^ '\'' ^ '"'));
    }
}
