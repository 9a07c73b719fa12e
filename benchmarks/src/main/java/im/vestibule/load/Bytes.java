package im.vestibule.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reading and writing bytes where a String would cost too much. */
final class Bytes {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Where the byte is between the two positions, eight at a time; -1 if it is not there. */
    static int find(byte[] bytes, int from, int to, char wanted) {
        long pattern = ONES * wanted;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long differs = (long) WORD.get(bytes, at) ^ pattern;
            long equal = (differs - ONES) & ~differs & TOPS;
            if (equal != 0) {
                return at + Long.numberOfTrailingZeros(equal) / Byte.SIZE;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    static int find(byte[] bytes, int from, int to, byte[] wanted) {
        int at = find(bytes, from, to, (char) wanted[0]);
        while (at >= 0 && !starts(bytes, at, to, wanted)) {
            at = find(bytes, at + 1, to, (char) wanted[0]);
        }
        return at;
    }

    static boolean starts(byte[] bytes, int from, int to, byte[] wanted) {
        return to - from >= wanted.length && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }

    static int skipSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Writes a number that is not negative in decimal, and returns the position behind it. */
    static int put(byte[] bytes, int at, int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    static int put(byte[] bytes, int at, byte[] source) {
        System.arraycopy(source, 0, bytes, at, source.length);
        return at + source.length;
    }

    /** Masks a payload in place (RFC 6455 §5.3). */
    static void mask(byte[] bytes, int from, int to, int key) {
        // In the order in which its bytes lie on the wire.
        int low = Integer.reverseBytes(key);
        long word = (low & 0xFFFF_FFFFL) | (long) low << Integer.SIZE;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            WORD.set(bytes, at, (long) WORD.get(bytes, at) ^ word);
        }
        for (int i = 0; at < to; at++, i++) {
            bytes[at] ^= (byte) (word >>> (i * Byte.SIZE));
        }
    }
}
