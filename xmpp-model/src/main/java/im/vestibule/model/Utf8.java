package im.vestibule.model;

/** UTF-8 (RFC 3629) of the characters that XML 1.0 allows. */
final class Utf8 {
    private Utf8() {}

    /** Whether XML 1.0 §2.2 has this character. */
    static boolean isChar(int point) {
        return point >= 0x20
                ? point < 0xD800 || (point > 0xDFFF && point < 0xFFFE) || (point > 0xFFFF && point <= 0x10FFFF)
                : point == '\t' || point == '\n' || point == '\r';
    }

    /**
     * Looks at a character that is not ASCII.
     *
     * @return its bytes, 2 to 4; 0 if the end cuts off what may become one; -1 if it is not one
     */
    static int length(byte[] bytes, int pos, int end) {
        int lead = bytes[pos] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        if (end - pos < 2) {
            return 0;
        }
        int second = bytes[pos + 1] & 0xFF;
        if (lead < 0xE0) {
            return isTail(second) ? 2 : -1;
        }
        if (!isSecond(lead, second)) {
            return -1;
        }
        if (end - pos < 3) {
            return 0;
        }
        int third = bytes[pos + 2] & 0xFF;
        if (lead < 0xF0) {
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            return isTail(third) && !(lead == 0xEF && second == 0xBF && third >= 0xBE) ? 3 : -1;
        }
        if (!isTail(third)) {
            return -1;
        }
        if (end - pos < 4) {
            return 0;
        }
        return isTail(bytes[pos + 3] & 0xFF) ? 4 : -1;
    }

    private static boolean isTail(int b) {
        return (b & 0xC0) == 0x80;
    }

    /** Refuses what would be overlong, a surrogate or beyond U+10FFFF. */
    private static boolean isSecond(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> isTail(second);
        };
    }

    /** The code point of a character that {@link #length} has found good. */
    static int point(byte[] bytes, int pos, int length) {
        int lead = bytes[pos];
        int second = bytes[pos + 1] & 0x3F;
        return switch (length) {
            case 2 -> (lead & 0x1F) << 6 | second;
            case 3 -> (lead & 0x0F) << 12 | second << 6 | (bytes[pos + 2] & 0x3F);
            default -> (lead & 0x07) << 18 | second << 12 | (bytes[pos + 2] & 0x3F) << 6 | (bytes[pos + 3] & 0x3F);
        };
    }

    /** Writes a character and returns the place behind it. */
    static int put(int point, byte[] bytes, int pos) {
        int at = pos;
        if (point < 0x80) {
            bytes[at++] = (byte) point;
            return at;
        }
        if (point < 0x800) {
            bytes[at++] = (byte) (0xC0 | point >> 6);
        } else {
            if (point < 0x10000) {
                bytes[at++] = (byte) (0xE0 | point >> 12);
            } else {
                bytes[at++] = (byte) (0xF0 | point >> 18);
                bytes[at++] = (byte) (0x80 | (point >> 12 & 0x3F));
            }
            bytes[at++] = (byte) (0x80 | (point >> 6 & 0x3F));
        }
        bytes[at++] = (byte) (0x80 | (point & 0x3F));
        return at;
    }

    /** Whether a name may begin with this character, which is not ASCII (XML 1.0 fifth edition §2.3). */
    static boolean isNameStart(int point) {
        return (point >= 0xC0 && point <= 0x2FF && point != 0xD7 && point != 0xF7)
                || (point >= 0x370 && point <= 0x1FFF && point != 0x37E)
                || point == 0x200C
                || point == 0x200D
                || (point >= 0x2070 && point <= 0x218F)
                || (point >= 0x2C00 && point <= 0x2FEF)
                || (point >= 0x3001 && point <= 0xD7FF)
                || (point >= 0xF900 && point <= 0xFDCF)
                || (point >= 0xFDF0 && point <= 0xFFFD)
                || (point >= 0x10000 && point <= 0xEFFFF);
    }

    /** Whether a name may hold this character, which is not ASCII (XML 1.0 fifth edition §2.3). */
    static boolean isName(int point) {
        return isNameStart(point)
                || point == 0xB7
                || (point >= 0x300 && point <= 0x36F)
                || point == 0x203F
                || point == 0x2040;
    }
}
