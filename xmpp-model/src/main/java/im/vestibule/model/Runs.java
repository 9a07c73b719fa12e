package im.vestibule.model;

import static im.vestibule.model.Ascii.CDATA;
import static im.vestibule.model.Ascii.TEXT;
import static im.vestibule.model.Ascii.VALUE;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where a run of ASCII that stands for itself ends, eight bytes at a time.
 *
 * <p>Bytes to stop at are marked in their highest bit. Borrowing may mark others too, but only behind a byte rightly
 * marked, so the first mark is always right.
 */
final class Runs {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long SPACES = ' ' * ONES;
    private static final long AMPERSANDS = '&' * ONES;
    private static final long LESS = '<' * ONES;
    private static final long GREATER = '>' * ONES;
    // The bit that makes > of <.
    private static final long FOLD = ('<' ^ '>') * ONES;

    private Runs() {}

    /** The first byte of character data that is markup, not ASCII or not allowed; the end if there is none. */
    static int text(byte[] bytes, int from, int end) {
        int pos = from;
        while (end - pos >= Long.BYTES) {
            long word = (long) EIGHT.get(bytes, pos);
            long ampersand = word ^ AMPERSANDS;
            long angle = (word | FOLD) ^ GREATER;
            long marks =
                    (((ampersand - ONES) & ~ampersand) | ((angle - ONES) & ~angle) | ((word - SPACES) & ~word) | word)
                            & HIGH;
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
        long quotes = quote * ONES;
        int pos = from;
        while (end - pos >= Long.BYTES) {
            long word = (long) EIGHT.get(bytes, pos);
            long closing = word ^ quotes;
            long ampersand = word ^ AMPERSANDS;
            long less = word ^ LESS;
            long marks = (((closing - ONES) & ~closing)
                            | ((ampersand - ONES) & ~ampersand)
                            | ((less - ONES) & ~less)
                            | ((word - SPACES) & ~word)
                            | word)
                    & HIGH;
            if (marks == 0) {
                pos += Long.BYTES;
                continue;
            }
            pos += Long.numberOfTrailingZeros(marks) >> 3;
            if (!isValue(bytes[pos], quote)) {
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
