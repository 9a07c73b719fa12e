package im.vestibule.model;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what addresses have come to, by their bytes as written, so that one often seen costs no decoding and no
 * memory. Of two that fall on the same place the later stays. Make one per event loop. Not thread-safe.
 */
public final class JidCache {
    // A power of two. With keys of the longest kind it keeps two megabytes.
    private static final int SIZE = 4096;
    private static final int LONGEST = 256;
    private static final int MULTIPLIER = 0x9E3779B1;

    private final @Nullable Entry[] entries = new @Nullable Entry[SIZE];

    /** The address in an attribute; empty if it is not allowed, or if the attribute is absent. */
    public Optional<Jid> get(Frame frame, Frame.Field field) {
        int from = frame.start(field);
        if (from < 0) {
            return Optional.empty();
        }
        byte[] bytes = frame.array();
        int to = from + frame.length(field);
        if (to - from > LONGEST) {
            return read(frame, field);
        }
        int place = place(bytes, from, to);
        Entry entry = entries[place];
        if (entry == null || !Arrays.equals(entry.key, 0, entry.key.length, bytes, from, to)) {
            entry = new Entry(Arrays.copyOfRange(bytes, from, to), read(frame, field));
            entries[place] = entry;
        }
        return entry.jid;
    }

    private static Optional<Jid> read(Frame frame, Frame.Field field) {
        String value = frame.value(field);
        return value == null ? Optional.empty() : Jid.parse(value);
    }

    private static int place(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash *= MULTIPLIER;
        return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SIZE));
    }

    private static final class Entry {
        private final byte[] key;
        private final Optional<Jid> jid;

        Entry(byte[] key, Optional<Jid> jid) {
            this.key = key;
            this.jid = jid;
        }
    }
}
