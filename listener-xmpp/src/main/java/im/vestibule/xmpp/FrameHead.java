package im.vestibule.xmpp;

/** The first bytes of a WebSocket frame from a client (RFC 6455 §5.2). Made to be filled again and again. */
final class FrameHead {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int RESERVED = 0x30;

    /** What there is of a head. */
    enum Reading {
        MORE,
        WHOLE,
        /** No frame, or one that a client may not send. */
        WRONG
    }

    private boolean last;
    private boolean packed;
    private int opcode;
    private long length;
    private int key;
    private int size;

    /** Looks at the bytes from a place on. */
    Reading read(byte[] bytes, int from, int to) {
        if (to - from < 2) {
            return Reading.MORE;
        }
        int first = bytes[from];
        int second = bytes[from + 1];
        last = first < 0;
        packed = (first & 0x40) != 0;
        opcode = first & 0x0F;
        int small = second & 0x7F;
        // A client that does not mask is no browser, but perhaps a proxy that was led astray (§5.1).
        boolean masked = second < 0;
        boolean swollen = isControl() && (!last || packed || small >= SHORT);
        if (!masked || (first & RESERVED) != 0 || !isKnown() || swollen) {
            return Reading.WRONG;
        }
        int extended = small == SHORT ? 2 : small == LONG ? 8 : 0;
        size = 2 + extended + 4;
        if (to - from < size) {
            return Reading.MORE;
        }
        length = small;
        if (extended > 0) {
            length = 0;
            for (int i = 0; i < extended; i++) {
                length = (length << 8) | (bytes[from + 2 + i] & 0xFF);
            }
        }
        key = Masking.key(bytes, from + size - 4);
        return length < 0 ? Reading.WRONG : Reading.WHOLE;
    }

    private boolean isKnown() {
        return opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
    }

    boolean isControl() {
        return opcode >= CLOSE;
    }

    int opcode() {
        return opcode;
    }

    /** Whether the message ends with it. */
    boolean isLast() {
        return last;
    }

    /** RSV1: whether the message is compressed (RFC 7692 §6). */
    boolean isPacked() {
        return packed;
    }

    /** Bytes of payload. */
    long length() {
        return length;
    }

    int key() {
        return key;
    }

    /** Bytes of the head itself. */
    int size() {
        return size;
    }
}
