package im.vestibule.xmpp;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks one message at a time (RFC 7692 §7.2.2), each without a look back at those before it. */
final class Unpacker {
    private static final int STEP = 8 * 1024;
    private static final byte[] TAIL = {0, 0, -1, -1};

    private final Inflater inflater = new Inflater(true);
    private final byte[] piece = new byte[STEP];

    /** Takes a piece of what was packed; false to go on no further. */
    @FunctionalInterface
    interface Taker {
        boolean take(byte[] bytes, int length);
    }

    /** Unpacks a part of the message; false if it makes no sense. */
    boolean unpack(byte[] bytes, int from, int to, Taker taker) {
        inflater.setInput(bytes, from, to - from);
        try {
            for (int count = inflater.inflate(piece); count > 0; count = inflater.inflate(piece)) {
                if (!taker.take(piece, count)) {
                    return true;
                }
            }
            return true;
        } catch (DataFormatException _) {
            return false;
        }
    }

    /** Unpacks what is left at the end of the message. */
    boolean finish(Taker taker) {
        return unpack(TAIL, 0, TAIL.length, taker);
    }

    /** Forgets the message. */
    void reset() {
        inflater.reset();
    }

    /** Gives its memory back. */
    void close() {
        inflater.end();
    }
}
