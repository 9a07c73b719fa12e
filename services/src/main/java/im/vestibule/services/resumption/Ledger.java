package im.vestibule.services.resumption;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * What was sent to a peer and is not acknowledged yet (XEP-0198 §4). Not thread-safe.
 *
 * @param <E> a stanza
 */
public final class Ledger<E> {
    /** Counts are of 32 bits. */
    private static final long MODULUS = 1L << 32;

    private final ToIntFunction<E> size;
    private final Deque<E> stanzas = new ArrayDeque<>();
    private long acknowledged;
    private long bytes;

    /** @param size of a stanza, in bytes; always the same */
    public Ledger(ToIntFunction<E> size) {
        this(size, 0);
    }

    /** @param acknowledged so many already, modulo 2^32 */
    Ledger(ToIntFunction<E> size, long acknowledged) {
        this.size = size;
        this.acknowledged = acknowledged;
    }

    public void sent(E stanza) {
        stanzas.add(stanza);
        bytes += size.applyAsInt(stanza);
    }

    /**
     * The peer has this many since counting began.
     *
     * @param count modulo 2^32
     * @param done is given each stanza that it says so of for the first time, in order
     * @return false, and nothing has changed, if that is more than were sent
     */
    public boolean acknowledge(long count, Consumer<? super E> done) {
        long more = Math.floorMod(count - acknowledged, MODULUS);
        if (more > stanzas.size()) {
            return false;
        }
        acknowledged = count;
        for (long i = 0; i < more; i++) {
            E stanza = stanzas.removeFirst();
            bytes -= size.applyAsInt(stanza);
            done.accept(stanza);
        }
        return true;
    }

    /** So many, modulo 2^32. */
    public long acknowledged() {
        return acknowledged;
    }

    /** How many were sent, modulo 2^32. */
    public long sent() {
        return Math.floorMod(acknowledged + stanzas.size(), MODULUS);
    }

    /** How many are not acknowledged. */
    public int size() {
        return stanzas.size();
    }

    public boolean isSettled() {
        return stanzas.isEmpty();
    }

    /** Of what is not acknowledged. */
    public long bytes() {
        return bytes;
    }

    /** In the order they were sent. */
    public List<E> unacknowledged() {
        return List.copyOf(stanzas);
    }

    /**
     * The same of those that were sent last.
     *
     * @param count not more than {@link #size}
     */
    public List<E> latest(int count) {
        List<E> latest = new ArrayList<>(count);
        Iterator<E> backwards = stanzas.descendingIterator();
        while (latest.size() < count) {
            latest.add(backwards.next());
        }
        return latest.reversed();
    }
}
