package im.vestibule.it;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lines that a client has given up, and that the server is left with for a while. Not to be shared by threads. */
final class Strays implements Closeable {
    private static final long LONGEST_NS = 10_000_000_000L;

    private final Deque<Stray> strays = new ArrayDeque<>();

    /** @param at by {@code System.nanoTime()} */
    private record Stray(Link link, long at) {}

    void add(Link link) {
        strays.add(new Stray(link, System.nanoTime()));
    }

    /** Closes those that have been left for long enough. */
    void sweep() {
        while (!strays.isEmpty() && System.nanoTime() - strays.element().at() > LONGEST_NS) {
            drop(strays.remove().link());
        }
    }

    static void drop(Link link) {
        try {
            link.close();
        } catch (IOException _) {
            // It is closed all the same.
        }
    }

    @Override
    public void close() {
        strays.forEach(stray -> drop(stray.link()));
        strays.clear();
    }
}
