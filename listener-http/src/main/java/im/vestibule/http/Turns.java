package im.vestibule.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The exchanges of a connection in the order of their requests, which is that of their answers. Only its loop touches them. */
final class Turns {
    /** Exchanges of a connection that may wait for their answers. */
    static final int PIPELINED = 4;

    /**
     * An exchange in its turn.
     *
     * @param overlaps whether another may begin before it is answered
     * @param last whether none is read after it
     * @param chunked whether the client can tell the end of an answer without a length from that of the connection
     */
    record Turn(Exchange exchange, boolean overlaps, boolean last, boolean chunked) {}

    private final Deque<Turn> turns = new ArrayDeque<>(2);

    void add(Turn turn) {
        turns.add(turn);
    }

    /** Whose answer is next. */
    @Nullable
    Turn first() {
        return turns.peekFirst();
    }

    void removeFirst() {
        turns.removeFirst();
    }

    void remove(Exchange exchange) {
        turns.removeIf(turn -> turn.exchange().equals(exchange));
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    boolean isOne() {
        return turns.size() == 1;
    }

    /** Whether the next request has to wait. */
    boolean isFull() {
        Turn latest = turns.peekLast();
        return latest != null && (latest.last() || !latest.overlaps() || turns.size() >= PIPELINED);
    }

    /** Whether the answer that is under way is a stream of events. */
    boolean streams() {
        Turn first = turns.peekFirst();
        EventStream stream = first == null ? null : first.exchange().stream();
        return stream != null && stream.isOpen();
    }

    void endStreams() {
        turns.stream()
                .map(Turn::exchange)
                .map(Exchange::stream)
                .filter(Objects::nonNull)
                .forEach(EventStream::end);
    }

    /** The client has left. */
    void leave() {
        while (!turns.isEmpty()) {
            turns.removeFirst().exchange().leave();
        }
    }
}
