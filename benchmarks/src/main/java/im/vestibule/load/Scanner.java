package im.vestibule.load;

import java.util.Arrays;

/**
 * Finds where the elements of a stream begin and end. It trusts the server to send well-formed XML, and notices only
 * what it trips over: this is what lets one loop keep up with the server.
 */
final class Scanner {
    private static final byte[] STREAM = Bytes.of("<stream:stream");
    private static final byte[] BODY = Bytes.of("<body");
    private static final byte[] INSTRUCTION_END = Bytes.of("?>");
    private static final byte[] CDATA_END = Bytes.of("]]>");

    private final byte[] container;
    private int start;
    private int end;

    /** What comes next. */
    enum Item {
        /** Not all of it is here yet. */
        MORE,
        ELEMENT,
        /** The start tag of the container. */
        OPENING,
        /** An end tag on its own, so that of the container. */
        CLOSING,
        GARBAGE
    }

    private Scanner(byte[] container) {
        this.container = container;
    }

    static Scanner ofStream() {
        return new Scanner(STREAM);
    }

    /** XEP-0124: the stanzas of one {@code <body/>}. */
    static Scanner ofBody() {
        return new Scanner(BODY);
    }

    /** Where the last item begins. */
    int start() {
        return start;
    }

    /** Behind the last item; where to go on. */
    int end() {
        return end;
    }

    Item next(byte[] bytes, int from, int to) {
        int at = Bytes.skipSpace(bytes, from, to);
        start = at;
        end = at;
        if (to - at < 2) {
            return Item.MORE;
        }
        if (bytes[at] != '<') {
            return Item.GARBAGE;
        }
        if (bytes[at + 1] == '?') {
            int close = Bytes.find(bytes, at, to, INSTRUCTION_END);
            return close < 0 ? Item.MORE : next(bytes, close + 2, to);
        }
        if (bytes[at + 1] == '/') {
            return ended(Bytes.find(bytes, at, to, '>'), Item.CLOSING);
        }
        int known = Math.min(to - at, container.length);
        if (Arrays.equals(bytes, at, at + known, container, 0, known)) {
            // Until its whole name is here, it might be the container.
            return known < container.length ? Item.MORE : ended(tagEnd(bytes, at + 1, to), Item.OPENING);
        }
        return element(bytes, at, to);
    }

    private Item ended(int last, Item item) {
        if (last < 0) {
            return Item.MORE;
        }
        end = last + 1;
        return item;
    }

    private Item element(byte[] bytes, int from, int to) {
        int depth = 0;
        int at = from;
        do {
            int tag = Bytes.find(bytes, at, to, '<') + 1;
            if (tag == 0 || tag >= to) {
                return Item.MORE;
            }
            int last = switch (bytes[tag]) {
                case '/' -> Bytes.find(bytes, tag, to, '>');
                case '!' -> behind(Bytes.find(bytes, tag, to, CDATA_END));
                default -> tagEnd(bytes, tag, to);
            };
            if (last < 0) {
                return Item.MORE;
            }
            if (bytes[tag] == '/') {
                depth--;
            } else if (bytes[tag] != '!' && bytes[last - 1] != '/') {
                depth++;
            }
            at = last + 1;
        } while (depth > 0);
        end = at;
        return Item.ELEMENT;
    }

    private static int behind(int cdataEnd) {
        return cdataEnd < 0 ? -1 : cdataEnd + CDATA_END.length - 1;
    }

    /** The {@code >} that ends a start tag; one in an attribute is none. */
    private static int tagEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte each = bytes[at];
            if (each == '>') {
                return at;
            }
            if (each == '\'' || each == '"') {
                at = Bytes.find(bytes, at + 1, to, (char) each);
                if (at < 0) {
                    return -1;
                }
            }
            at++;
        }
        return -1;
    }
}
