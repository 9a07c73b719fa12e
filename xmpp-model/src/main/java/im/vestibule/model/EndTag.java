package im.vestibule.model;

import static im.vestibule.model.Ascii.SPACE;

/** Reads an end tag from behind its slash. */
final class EndTag {
    // Bytes of the name that have come and fit.
    private int matched;

    void begin() {
        matched = 0;
    }

    /**
     * Comes to the first byte behind the tag.
     *
     * @param names holds the name to be closed, prefix included
     * @return as in {@link Stop}
     */
    int read(byte[] bytes, int from, int end, byte[] names, int name, int nameEnd) {
        int length = nameEnd - name;
        int close = from + length;
        if (matched == 0
                && close < end
                && bytes[close] == '>'
                && Bytes.same(bytes, from, close, names, name, nameEnd)) {
            return close + 1;
        }
        int pos = from;
        int fits = matched;
        while (fits < length && pos < end && bytes[pos] == names[name + fits]) {
            fits++;
            pos++;
        }
        matched = fits;
        while (fits == length && pos < end && Ascii.is(SPACE, bytes[pos])) {
            pos++;
        }
        if (pos == end) {
            return ~pos;
        }
        return fits == length && bytes[pos] == '>' ? pos + 1 : Stop.MALFORMED;
    }
}
