package im.vestibule.model;

import static im.vestibule.model.Ascii.SPACE;

/** Reads a start tag from behind its angle bracket. Places are counted from the first byte of the element. */
final class StartTag {
    // How far the reading has come, in its order: the name; behind a name or value; behind white space; in the name of
    // an attribute; behind it; behind the equals sign; in the value; behind the slash.
    private static final int NAME = 0;
    private static final int GAP = 1;
    private static final int SPACED = 2;
    private static final int KEY = 3;
    private static final int KEY_END = 4;
    private static final int EQUALS = 5;
    private static final int VALUE = 6;
    private static final int SLASH = 7;

    private final Attributes attributes;
    private final Name reading = new Name();
    private int state;
    private int limit;
    private int first;
    private int name;
    private int nameEnd;
    private int colon;
    private int keyEnd;
    private int value;
    private int quote;
    private boolean empty;

    StartTag(Attributes attributes) {
        this.attributes = attributes;
    }

    /**
     * Makes ready.
     *
     * @param start place of the first byte of the name
     * @param limit attributes it may have
     */
    void begin(int start, int limit) {
        state = NAME;
        reading.begin(start);
        first = attributes.count();
        this.limit = first + limit;
        empty = false;
    }

    /** Place of the name. */
    int name() {
        return name;
    }

    int nameEnd() {
        return nameEnd;
    }

    /** Place of the colon in the name; 0 if there is none. */
    int colon() {
        return colon;
    }

    /** Index of its first attribute. */
    int first() {
        return first;
    }

    /** Whether it closes itself. */
    boolean isEmpty() {
        return empty;
    }

    /** Comes to the first byte behind the tag. */
    int read(byte[] bytes, int base, int from, int end) {
        int pos = from;
        int at = state;
        if (at == NAME) {
            pos = reading.read(bytes, base, pos, end);
            if (pos < 0) {
                return pos;
            }
            name = reading.start();
            nameEnd = pos - base;
            colon = reading.colon();
            at = GAP;
        }
        // Each step falls through to the next, and from a value back to the first.
        while (true) {
            if (at == GAP) {
                if (pos == end) {
                    return stop(GAP, ~pos);
                }
                int b = bytes[pos];
                if (!Ascii.is(SPACE, b) && b != '>' && b != '/') {
                    return Stop.MALFORMED;
                }
                at = SPACED;
            }
            if (at == SPACED) {
                pos = skipSpace(bytes, pos, end);
                if (pos == end) {
                    return stop(SPACED, ~pos);
                }
                int b = bytes[pos];
                if (b == '>') {
                    return pos + 1;
                }
                if (b == '/') {
                    pos++;
                    at = SLASH;
                } else if (attributes.count() == limit) {
                    return Stop.ATTRIBUTES;
                } else {
                    reading.begin(pos - base);
                    at = KEY;
                }
            }
            if (at == SLASH) {
                return slash(bytes, pos, end);
            }
            if (at == KEY) {
                pos = reading.read(bytes, base, pos, end);
                if (pos < 0) {
                    return stop(KEY, pos);
                }
                keyEnd = pos - base;
                at = KEY_END;
            }
            if (at == KEY_END) {
                pos = skipSpace(bytes, pos, end);
                if (pos == end) {
                    return stop(KEY_END, ~pos);
                }
                if (bytes[pos] != '=') {
                    return Stop.MALFORMED;
                }
                pos++;
                at = EQUALS;
            }
            if (at == EQUALS) {
                pos = skipSpace(bytes, pos, end);
                if (pos == end) {
                    return stop(EQUALS, ~pos);
                }
                quote = bytes[pos];
                if (quote != '\'' && quote != '"') {
                    return Stop.MALFORMED;
                }
                pos++;
                value = pos - base;
                at = VALUE;
            }
            pos = readValue(bytes, pos, end);
            if (pos < 0) {
                return stop(VALUE, pos);
            }
            attributes.add(reading.start(), keyEnd, reading.colon(), value, pos - base);
            pos++;
            at = GAP;
        }
    }

    private int stop(int state, int stop) {
        this.state = state;
        return stop;
    }

    private int slash(byte[] bytes, int pos, int end) {
        if (pos == end) {
            return stop(SLASH, ~pos);
        }
        if (bytes[pos] != '>') {
            return Stop.MALFORMED;
        }
        empty = true;
        return pos + 1;
    }

    /** Comes to the closing quote. */
    private int readValue(byte[] bytes, int from, int end) {
        int pos = from;
        while (true) {
            pos = Runs.value(bytes, pos, end, quote);
            if (pos == end) {
                return ~pos;
            }
            if (bytes[pos] == quote) {
                return pos;
            }
            pos = Runs.other(bytes, pos, end);
            if (pos < 0) {
                return pos;
            }
        }
    }

    private static int skipSpace(byte[] bytes, int from, int end) {
        int pos = from;
        while (pos < end && Ascii.is(SPACE, bytes[pos])) {
            pos++;
        }
        return pos;
    }
}
