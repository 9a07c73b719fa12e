package im.vestibule.http;

import java.io.ByteArrayOutputStream;

/** What a stream has said since it was last asked, in UTF-8. */
final class Said {
    static final Said NOTHING = new Said(new byte[0], 0, false);

    private final byte[] bytes;
    private final int length;
    private final boolean prefixed;

    /**
     * @param length of what counts in it
     * @param prefixed whether it takes for granted that {@code stream} is bound
     */
    Said(byte[] bytes, int length, boolean prefixed) {
        this.bytes = bytes;
        this.length = length;
        this.prefixed = prefixed;
    }

    int length() {
        return length;
    }

    boolean prefixed() {
        return prefixed;
    }

    void writeTo(ByteArrayOutputStream out) {
        out.write(bytes, 0, length);
    }
}
