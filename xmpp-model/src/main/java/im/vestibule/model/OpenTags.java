package im.vestibule.model;

import java.util.Arrays;

/** The start tags that wait for their end. Places are counted from the first byte of the element. */
final class OpenTags {
    private static final int NAME = 0;
    private static final int NAME_END = 1;
    private static final int OUTSIDE = 2;
    private static final int FIELDS = 3;
    private static final int USUAL = 8;

    private int[] places = new int[USUAL * FIELDS];
    private int depth;

    int depth() {
        return depth;
    }

    void clear() {
        depth = 0;
    }

    /**
     * Opens one.
     *
     * @param outside prefixes bound where it starts
     */
    void push(int name, int nameEnd, int outside) {
        int at = depth * FIELDS;
        if (at == places.length) {
            places = Arrays.copyOf(places, 2 * at);
        }
        places[at + NAME] = name;
        places[at + NAME_END] = nameEnd;
        places[at + OUTSIDE] = outside;
        depth++;
    }

    void pop() {
        depth--;
    }

    /** Place of the name of the innermost. */
    int name() {
        return places[(depth - 1) * FIELDS + NAME];
    }

    int nameEnd() {
        return places[(depth - 1) * FIELDS + NAME_END];
    }

    /** Prefixes bound where the innermost starts. */
    int outside() {
        return places[(depth - 1) * FIELDS + OUTSIDE];
    }

    /** Gives back what an unusual element needed. */
    void shrink() {
        if (places.length > USUAL * FIELDS) {
            places = new int[USUAL * FIELDS];
        }
    }
}
