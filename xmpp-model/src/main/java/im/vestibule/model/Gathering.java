package im.vestibule.model;

import java.util.Arrays;

/** Gathers what is written; without a copy of all of it if its size was guessed right. */
final class Gathering implements Sink {
    private byte[] bytes;
    private int count;

    /** @param size expected, in bytes */
    Gathering(int size) {
        bytes = new byte[size];
    }

    @Override
    public void write(byte[] more, int offset, int length) {
        if (count + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + length));
        }
        System.arraycopy(more, offset, bytes, count, length);
        count += length;
    }

    /** All of it. To be called once. */
    byte[] bytes() {
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }
}
