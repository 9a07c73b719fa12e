package im.vestibule.xmpp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What was sent on a stream and is not acknowledged yet (XEP-0198 §4). Only the stream's loop touches it. */
final class Ledger {
    /** Counts are of 32 bits. */
    private static final long MODULUS = 1L << 32;

    private final Deque<byte[]> stanzas = new ArrayDeque<>();
    private long acknowledged;
    private long bytes;

    /** @param stanza not to be changed any more */
    void sent(byte[] stanza) {
        stanzas.add(stanza);
        bytes += stanza.length;
    }

    /**
     * The peer has this many since counting began.
     *
     * @param count modulo 2^32
     * @return false, and nothing has changed, if that is more than were sent
     */
    boolean acknowledge(long count) {
        long more = Math.floorMod(count - acknowledged, MODULUS);
        if (more > stanzas.size()) {
            return false;
        }
        for (long i = 0; i < more; i++) {
            bytes -= stanzas.removeFirst().length;
        }
        acknowledged = count;
        return true;
    }

    /** So many, modulo 2^32. */
    long acknowledged() {
        return acknowledged;
    }

    boolean isSettled() {
        return stanzas.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** In the order they were sent. */
    List<byte[]> unacknowledged() {
        return List.copyOf(stanzas);
    }
}
