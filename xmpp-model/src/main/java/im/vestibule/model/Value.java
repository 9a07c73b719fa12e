package im.vestibule.model;

import java.nio.charset.StandardCharsets;

/** What the bytes of a validated document stand for. */
final class Value {
    // Longer values are hardly ever usual ones.
    private static final int USUAL = 12;

    private Value() {}

    /** An attribute value, normalised as CDATA (XML 1.0 §3.3.3). */
    static String attribute(byte[] bytes, int from, int to) {
        if (!isLiteral(bytes, from, to)) {
            return decode(bytes, from, to, true, true);
        }
        return to - from <= USUAL ? Names.of(bytes, from, to) : string(bytes, from, to);
    }

    /** An attribute value that is the name of a namespace. */
    static String namespace(byte[] bytes, int from, int to) {
        return isLiteral(bytes, from, to) ? Names.of(bytes, from, to) : decode(bytes, from, to, true, true);
    }

    private static boolean isLiteral(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '&' || (bytes[i] >= 0 && bytes[i] < ' ')) {
                return false;
            }
        }
        return true;
    }

    /** Character data, its references resolved. */
    static String text(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '&' || bytes[i] == '\r') {
                return decode(bytes, from, to, true, false);
            }
        }
        return string(bytes, from, to);
    }

    /** The inside of a CDATA section. */
    static String cdata(byte[] bytes, int from, int to) {
        return decode(bytes, from, to, false, false);
    }

    private static String string(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static String decode(byte[] bytes, int from, int to, boolean references, boolean attribute) {
        // What a reference stands for is never longer than the reference.
        byte[] decoded = new byte[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            switch (b) {
                case '\r' -> {
                    // XML 1.0 §2.11: CR LF and CR alone both are one line end.
                    if (i + 1 < to && bytes[i + 1] == '\n') {
                        i++;
                    }
                    decoded[count++] = (byte) (attribute ? ' ' : '\n');
                }
                case '\n', '\t' -> decoded[count++] = attribute ? (byte) ' ' : b;
                case '&' -> {
                    if (references) {
                        count = Utf8.put(Reference.point(bytes, i), decoded, count);
                        i = Reference.end(bytes, i, to) - 1;
                    } else {
                        decoded[count++] = b;
                    }
                }
                default -> decoded[count++] = b;
            }
        }
        return string(decoded, 0, count);
    }
}
