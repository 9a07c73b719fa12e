package im.vestibule.model;

/** Classes of ASCII characters in XML 1.0, by table. No other byte is in any class. */
final class Ascii {
    /** May begin a name; the colon is left to namespaces. */
    static final int START = 1;
    /** May stand in a name. */
    static final int NAME = 2;
    /** White space (XML 1.0 §2.3). */
    static final int SPACE = 4;
    /** Stands for itself in character data. */
    static final int TEXT = 8;
    /** Stands for itself in an attribute value of either quote. */
    static final int VALUE = 16;
    /** Stands for itself in a CDATA section and cannot end it. */
    static final int CDATA = 32;
    /** May follow a name in a start tag. */
    static final int DELIMITER = 64;

    private static final byte[] CLASSES = new byte[256];

    static {
        for (int c = 0; c < 0x80; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            boolean legal = c >= ' ' || space;
            CLASSES[c] = (byte) ((letter ? START : 0)
                    | (letter || (c >= '0' && c <= '9') || c == '-' || c == '.' ? NAME : 0)
                    | (space ? SPACE : 0)
                    | (legal && c != '<' && c != '>' && c != '&' ? TEXT : 0)
                    | (legal && c != '<' && c != '&' && c != '\'' && c != '"' ? VALUE : 0)
                    | (legal && c != '>' ? CDATA : 0)
                    | (space || c == '>' || c == '/' || c == '=' ? DELIMITER : 0));
        }
    }

    private Ascii() {}

    /** Whether a byte, signed or not, is in one of the classes. */
    static boolean is(int classes, int b) {
        return (CLASSES[b & 0xFF] & classes) != 0;
    }
}
