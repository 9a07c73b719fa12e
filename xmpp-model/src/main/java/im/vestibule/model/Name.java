package im.vestibule.model;

import static im.vestibule.model.Ascii.DELIMITER;
import static im.vestibule.model.Ascii.NAME;
import static im.vestibule.model.Ascii.START;

/** Reads a qualified name (Namespaces in XML 1.0 §4). Places are counted from the first byte of the element. */
final class Name {
    private int start;
    // The part being read: the prefix, or what may yet become one, or the local name.
    private int part;
    private int colon;

    void begin(int start) {
        this.start = start;
        part = start;
        colon = 0;
    }

    int start() {
        return start;
    }

    /** 0 if there is none. */
    int colon() {
        return colon;
    }

    /** Comes to the first byte behind the name. */
    int read(byte[] bytes, int base, int from, int end) {
        int pos = from;
        while (pos < end) {
            int b = bytes[pos];
            boolean first = pos - base == part;
            if (Ascii.is(first ? START : NAME, b)) {
                pos = Runs.letters(bytes, pos + 1, end);
                while (pos < end && Ascii.is(NAME, bytes[pos])) {
                    pos++;
                }
                if (pos < end && Ascii.is(DELIMITER, bytes[pos])) {
                    return pos;
                }
            } else if (b < 0) {
                int length = Utf8.length(bytes, pos, end);
                if (length == 0) {
                    return ~pos;
                }
                if (length < 0 || !allows(Utf8.point(bytes, pos, length), first)) {
                    return Stop.MALFORMED;
                }
                pos += length;
            } else if (b == ':' && colon == 0 && !first) {
                colon = pos - base;
                part = colon + 1;
                pos++;
            } else {
                return b == ':' || first ? Stop.MALFORMED : pos;
            }
        }
        return ~pos;
    }

    private static boolean allows(int point, boolean first) {
        return first ? Utf8.isNameStart(point) : Utf8.isName(point);
    }
}
