package im.vestibule.services.federation;

import im.vestibule.services.session.Parcel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Stanzas that wait for a stream to open, in their order, as they will stand on it. Not thread-safe. */
final class Queue {
    /** Bytes that may wait. */
    static final long BYTES = 8L * 1024 * 1024;

    private final int most;
    private final Deque<Parcel> stanzas = new ArrayDeque<>();
    private long bytes;

    /** @param most stanzas that may wait */
    Queue(int most) {
        this.most = most;
    }

    /** False, and nothing has changed, at a bound. */
    boolean add(Parcel stanza) {
        if (stanzas.size() >= most || bytes + stanza.stanza().length > BYTES) {
            return false;
        }
        bytes += stanza.stanza().length;
        stanzas.add(stanza);
        return true;
    }

    /** Puts back what has waited before: it was within the bounds of a stream. */
    void restore(Collection<Parcel> earlier) {
        for (Parcel stanza : new ArrayList<>(earlier).reversed()) {
            bytes += stanza.stanza().length;
            stanzas.addFirst(stanza);
        }
    }

    /** Hands over one after the other until one is not taken, which stays, as do those behind it. */
    void drain(Predicate<Parcel> taker) {
        while (!stanzas.isEmpty() && taker.test(stanzas.getFirst())) {
            bytes -= stanzas.removeFirst().stanza().length;
        }
    }

    /** All of them; none is left. */
    List<Parcel> take() {
        List<Parcel> all = List.copyOf(stanzas);
        stanzas.clear();
        bytes = 0;
        return all;
    }

    boolean isEmpty() {
        return stanzas.isEmpty();
    }
}
