package im.vestibule.admin;

import java.util.List;

/** What the house counts and measures; docs/metrics.md tells what it means. */
@FunctionalInterface
public interface Figures {
    /** Every figure as it is now, in a stable order. May take its time. */
    List<Figure> read();

    /**
     * One of them.
     *
     * @param path its name, then what tells it from others of that name, such as a listener
     * @param grows whether it counts what has happened, and so never gets less while the house is open
     */
    record Figure(List<String> path, boolean grows, double value) {
        public Figure {
            path = List.copyOf(path);
        }

        /** The path in one word, with dots between. */
        public String name() {
            return String.join(".", path);
        }
    }
}
