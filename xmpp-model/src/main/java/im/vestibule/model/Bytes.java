package im.vestibule.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads and compares short runs of bytes, several at a time. */
final class Bytes {
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    /** Four bytes, the first one lowest. */
    static int four(byte[] bytes, int pos) {
        return (int) FOUR.get(bytes, pos);
    }

    /** Four ASCII characters as {@link #four} reads them. */
    static int four(String ascii) {
        return four(ascii.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** Eight bytes, the first one lowest. */
    static long eight(byte[] bytes, int pos) {
        return (long) EIGHT.get(bytes, pos);
    }

    /** Whether two runs are the same. */
    static boolean same(byte[] a, int from, int to, byte[] b, int start, int end) {
        int length = to - from;
        if (length != end - start) {
            return false;
        }
        int done = 0;
        while (length - done >= Long.BYTES) {
            if (eight(a, from + done) != eight(b, start + done)) {
                return false;
            }
            done += Long.BYTES;
        }
        while (done < length) {
            if (a[from + done] != b[start + done]) {
                return false;
            }
            done++;
        }
        return true;
    }

    /** Compares with ASCII characters. */
    static boolean same(byte[] bytes, int from, int to, String ascii) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
