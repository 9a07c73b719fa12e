package im.vestibule.model;

import static im.vestibule.model.Ascii.DELIMITER;
import static im.vestibule.model.Ascii.SPACE;

/** Reads a start tag from behind its angle bracket. Places are counted from the first byte of the element. */
final class StartTag {
    // How far the reading has come: the name; behind a name or value; behind white space; behind the slash;
    private static final int NAME = 0;
    private static final int GAP = 1;
    private static final int SPACED = 2;
    private static final int SLASH = 3;
    // or in an attribute: its name, behind it, behind the equals sign, the value.
    private static final int KEY = 4;
    private static final int KEY_END = 5;
    private static final int EQUALS = 6;
    private static final int VALUE = 7;

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
    private long seen;
    private boolean repeats;
    private boolean qualified;
    private boolean references;
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
        name = start;
        colon = 0;
        first = attributes.count();
        this.limit = first + limit;
        seen = 0;
        repeats = false;
        qualified = false;
        references = false;
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

    /** Whether a value has a reference in it. */
    boolean hasReferences() {
        return references;
    }

    /** Whether it may have prefixes or declarations that want a closer look. */
    boolean isQualified() {
        return qualified;
    }

    /** Whether two of its attributes may have the same name. */
    boolean mayRepeat() {
        return repeats;
    }

    /** Comes to the first byte behind the tag. */
    int read(byte[] bytes, int base, int from, int end) {
        int pos = from;
        if (state == NAME) {
            pos = readName(bytes, base, pos, end);
            if (pos < 0) {
                return pos;
            }
            nameEnd = pos - base;
            state = GAP;
        }
        while (true) {
            if (state >= KEY) {
                pos = readAttribute(bytes, base, pos, end);
                if (pos < 0) {
                    return pos;
                }
                state = GAP;
            }
            if (state == GAP) {
                pos = readUsual(bytes, base, pos, end);
            }
            if (pos == end) {
                return ~pos;
            }
            byte b = bytes[pos];
            if (b == '>') {
                empty = state == SLASH;
                return pos + 1;
            }
            if (state == SLASH) {
                return Stop.MALFORMED;
            }
            if (b == '/') {
                state = SLASH;
                pos++;
            } else if (Ascii.is(SPACE, b)) {
                state = SPACED;
                pos = skipSpace(bytes, pos, end);
            } else if (state != SPACED) {
                return Stop.MALFORMED;
            } else if (attributes.count() == limit) {
                return Stop.ATTRIBUTES;
            } else {
                reading.begin(pos - base);
                state = KEY;
            }
        }
    }

    /** Comes to the first byte behind an attribute, from wherever in it the reading stands. */
    private int readAttribute(byte[] bytes, int base, int from, int end) {
        int pos = from;
        if (state == KEY) {
            pos = reading.read(bytes, base, pos, end);
            if (pos < 0) {
                return pos;
            }
            keyEnd = pos - base;
            state = KEY_END;
        }
        if (state < VALUE) {
            pos = skipSpace(bytes, pos, end);
            if (state == KEY_END && pos < end) {
                if (bytes[pos] != '=') {
                    return Stop.MALFORMED;
                }
                state = EQUALS;
                pos = skipSpace(bytes, pos + 1, end);
            }
            if (pos == end) {
                return ~pos;
            }
            quote = bytes[pos];
            if (quote != '\'' && quote != '"') {
                return Stop.MALFORMED;
            }
            pos++;
            value = pos - base;
            state = VALUE;
        }
        pos = readValue(bytes, pos, end);
        if (pos < 0) {
            return pos;
        }
        add(bytes, base, reading.start(), keyEnd, reading.colon(), value, pos - base);
        return pos + 1;
    }

    /** Comes to the first byte behind the name. */
    private int readName(byte[] bytes, int base, int from, int end) {
        // Most names are letters and all there.
        if (from == base + name) {
            int pos = Runs.letters(bytes, from, end);
            if (pos > from && pos < end && Ascii.is(DELIMITER, bytes[pos])) {
                return pos;
            }
            reading.begin(name);
        }
        int pos = reading.read(bytes, base, from, end);
        colon = reading.colon();
        qualified = colon != 0;
        return pos;
    }

    /** Takes attributes as most are: all there, of letters and ASCII, one space before, none around the equals sign. */
    private int readUsual(byte[] bytes, int base, int from, int end) {
        int pos = from;
        while (pos < end && bytes[pos] == ' ' && attributes.count() < limit) {
            int key = pos + 1;
            int equals = Runs.letters(bytes, key, end);
            if (equals == key || end - equals < 2 || bytes[equals] != '=') {
                return pos;
            }
            int mark = bytes[equals + 1];
            if (mark != '\'' && mark != '"') {
                return pos;
            }
            int close = Runs.value(bytes, equals + 2, end, mark);
            if (close == end || bytes[close] != mark) {
                return pos;
            }
            add(bytes, base, key - base, equals - base, 0, equals + 2 - base, close - base);
            pos = close + 1;
        }
        return pos;
    }

    private void add(byte[] bytes, int base, int key, int keyEnd, int colon, int value, int valueEnd) {
        int length = keyEnd - key;
        int first = bytes[base + key];
        // A bit for each kind of name tells most apart.
        long bit = 1L << (first + 8 * length);
        repeats |= (seen & bit) != 0;
        seen |= bit;
        // Those of five letters include xmlns.
        qualified |= colon != 0 || (length == 5 && (references || Scope.mayReserve(valueEnd - value)));
        attributes.add(key, keyEnd, colon, value, valueEnd);
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
            references |= bytes[pos] == '&';
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
