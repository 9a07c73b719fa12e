package im.vestibule.xmpp;

import im.vestibule.config.Limit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * What waits while a client is inactive (XEP-0352), in the order it came. What cannot wait takes all that waits along in front
 * of it, and so does what there is no more room for. Only the loop of its session calls it.
 *
 * @param <T> a stanza on its way
 */
final class Csi<T> {
    /** Bytes that wait at most, whatever {@code buffer_max} is. */
    static final int BYTES = 256 * 1024;

    private record Waiting<T>(T stanza, int size) {}

    private final Limit most;
    private final LinkedHashMap<Object, Waiting<T>> waiting = new LinkedHashMap<>();
    private int bytes;

    /**
     * @param most {@code buffer_max}
     */
    Csi(Limit most) {
        this.most = most;
    }

    /**
     * A stanza for the client.
     *
     * @param size in bytes
     * @param way takes what is to go now
     */
    void offer(T stanza, int size, Importance importance, Consumer<? super T> way) {
        switch (importance) {
            case Importance.Now() -> {
                release(way);
                way.accept(stanza);
            }
            case Importance.Later() -> keep(new Object(), new Waiting<>(stanza, size), way);
            case Importance.Passing(String subject) -> keep(subject, new Waiting<>(stanza, size), way);
        }
    }

    private void keep(Object subject, Waiting<T> stanza, Consumer<? super T> way) {
        Waiting<T> old = waiting.remove(subject);
        waiting.put(subject, stanza);
        bytes += stanza.size() - (old == null ? 0 : old.size());
        if (waiting.size() > most.value() || bytes > BYTES) {
            release(way);
        }
    }

    /**
     * Nothing waits any more: the client is active, or leaves.
     *
     * @param way takes what did
     */
    void release(Consumer<? super T> way) {
        List<Waiting<T>> all = List.copyOf(waiting.values());
        waiting.clear();
        bytes = 0;
        all.forEach(each -> way.accept(each.stanza()));
    }
}
