package im.vestibule.model;

import java.util.Arrays;

/**
 * Where the attributes of the first tag of an element, and behind them those of its latest, stand. Places are counted
 * from the first byte of the element, which may be moved meanwhile.
 */
final class Attributes {
    private static final int NAME = 0;
    private static final int NAME_END = 1;
    private static final int COLON = 2;
    private static final int VALUE = 3;
    private static final int VALUE_END = 4;
    private static final int FIELDS = 5;
    private static final int USUAL = 16;

    private int[] places = new int[USUAL * FIELDS];
    private int count;

    int count() {
        return count;
    }

    void truncate(int count) {
        this.count = count;
    }

    /**
     * Adds one.
     *
     * @param colon place of the colon in its name, 0 if there is none
     */
    void add(int name, int nameEnd, int colon, int value, int valueEnd) {
        int at = count * FIELDS;
        if (at == places.length) {
            places = Arrays.copyOf(places, 2 * at);
        }
        places[at + NAME] = name;
        places[at + NAME_END] = nameEnd;
        places[at + COLON] = colon;
        places[at + VALUE] = value;
        places[at + VALUE_END] = valueEnd;
        count++;
    }

    int name(int index) {
        return places[index * FIELDS + NAME];
    }

    int nameEnd(int index) {
        return places[index * FIELDS + NAME_END];
    }

    /** 0 if the name has none. */
    int colon(int index) {
        return places[index * FIELDS + COLON];
    }

    /** Where the local part of the name starts. */
    int local(int index) {
        int colon = colon(index);
        return colon == 0 ? name(index) : colon + 1;
    }

    int value(int index) {
        return places[index * FIELDS + VALUE];
    }

    int valueEnd(int index) {
        return places[index * FIELDS + VALUE_END];
    }

    /** Whether two from this index on have the same name as written. */
    boolean repeat(byte[] bytes, int base, int from) {
        for (int i = from + 1; i < count; i++) {
            for (int j = from; j < i; j++) {
                if (Bytes.same(bytes, base + name(i), base + nameEnd(i), bytes, base + name(j), base + nameEnd(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Gives back what an unusual tag needed. */
    void shrink() {
        if (places.length > USUAL * FIELDS) {
            places = new int[USUAL * FIELDS];
        }
    }
}
