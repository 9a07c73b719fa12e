package im.vestibule.it;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** A session with stream management (XEP-0198), as its client sees it. Not to be shared by threads. */
final class Counted {
    private final String id;
    private final Deque<Sent> open = new ArrayDeque<>();
    private long heard;
    private long acknowledged;

    /**
     * A stanza.
     *
     * @param id of a message; empty for what nobody asks after
     */
    record Sent(String id, String stanza) {}

    /** @param id by which it is resumed */
    Counted(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Stanzas from the server so far. */
    long heard() {
        return heard;
    }

    void hear() {
        heard++;
    }

    void send(Sent sent) {
        open.add(sent);
    }

    /** What has to be sent again. */
    List<String> unacknowledged() {
        return open.stream().map(Sent::stanza).toList();
    }

    boolean isSettled() {
        return open.isEmpty();
    }

    /**
     * The server has so many.
     *
     * @param safe is told the id of each message that is safe now
     * @return whether that can be
     */
    boolean acknowledge(long h, Consumer<String> safe) {
        if (h < acknowledged || h > acknowledged + open.size()) {
            return false;
        }
        while (acknowledged < h) {
            safe.accept(open.remove().id());
            acknowledged++;
        }
        return true;
    }
}
