package im.vestibule.xmpp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What clients do to the bytes that they send by WebSocket (RFC 6455 §5.3). */
final class Masking {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Masking() {}

    static int key(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /**
     * Makes of what was sent what was meant, in place.
     *
     * @return the key for the bytes that follow
     */
    static int undo(byte[] bytes, int from, int to, int key) {
        long both = ((long) key << 32) | (key & 0xFFFFFFFFL);
        int pos = from;
        for (; pos + Long.BYTES <= to; pos += Long.BYTES) {
            LONG.set(bytes, pos, (long) LONG.get(bytes, pos) ^ both);
        }
        for (int shift = 24; pos < to; pos++, shift -= 8) {
            bytes[pos] ^= (byte) (key >> (shift & 31));
        }
        return Integer.rotateLeft(key, 8 * ((to - from) & 3));
    }
}
