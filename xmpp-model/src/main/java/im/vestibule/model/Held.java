package im.vestibule.model;

import java.util.Arrays;

/** The bytes of an element whose chunk has ended before it. */
final class Held {
    private static final byte[] NOTHING = {};
    private static final int FIRST = 512;
    // A buffer up to this size is kept for the next element.
    private static final int USUAL = 8192;

    private byte[] bytes = NOTHING;
    private int count;

    byte[] bytes() {
        return bytes;
    }

    int count() {
        return count;
    }

    void add(byte[] more, int from, int length) {
        if (length > bytes.length - count) {
            int size = Math.max(FIRST, bytes.length);
            while (length > size - count) {
                size *= 2;
            }
            bytes = Arrays.copyOf(bytes, size);
        }
        System.arraycopy(more, from, bytes, count, length);
        count += length;
    }

    void clear() {
        count = 0;
    }

    /** Gives back what an unusual element needed. */
    void shrink() {
        if (bytes.length > USUAL) {
            bytes = NOTHING;
        }
    }
}
