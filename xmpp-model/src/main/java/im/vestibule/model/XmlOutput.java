package im.vestibule.model;

import static im.vestibule.model.Ascii.NAME;
import static im.vestibule.model.Ascii.START;

import java.nio.charset.StandardCharsets;

/** Encodes and escapes into a small buffer that is handed to the sink whenever it is full. */
final class XmlOutput {
    private static final int SIZE = 256;
    // The longest thing written at once, such as &quot; or four bytes of UTF-8.
    private static final int ROOM = 6;
    private static final int REPLACEMENT = 0xFFFD;
    private static final byte[] AMP = ascii("&amp;");
    private static final byte[] LT = ascii("&lt;");
    private static final byte[] GT = ascii("&gt;");
    private static final byte[] APOS = ascii("&apos;");
    private static final byte[] QUOT = ascii("&quot;");
    private static final byte[] TAB = ascii("&#9;");
    private static final byte[] LF = ascii("&#10;");
    private static final byte[] CR = ascii("&#13;");

    private final Sink sink;
    private final byte[] buffer = new byte[SIZE];
    private int count;

    XmlOutput(Sink sink) {
        this.sink = sink;
    }

    void flush() {
        if (count > 0) {
            sink.write(buffer, 0, count);
            count = 0;
        }
    }

    /** One ASCII character as it is. */
    void ascii(char c) {
        reserve();
        buffer[count++] = (byte) c;
    }

    /** A name, with its prefix unless that is empty. */
    void name(String prefix, String name) {
        if (!prefix.isEmpty()) {
            name(prefix);
            ascii(':');
        }
        name(name);
    }

    private void name(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("empty name");
        }
        int i = 0;
        while (i < name.length()) {
            reserve();
            int c = name.codePointAt(i);
            if (!isName(c, i == 0)) {
                throw new IllegalArgumentException("not a name: " + name);
            }
            encode(c);
            i += Character.charCount(c);
        }
    }

    private static boolean isName(int c, boolean first) {
        if (c < 0x80) {
            return Ascii.is(first ? START : NAME, c);
        }
        return first ? Utf8.isNameStart(c) : Utf8.isName(c);
    }

    /** An attribute with a space before it, in single quotes. */
    void attribute(String prefix, String name, String value) {
        ascii(' ');
        name(prefix, name);
        ascii('=');
        ascii('\'');
        escaped(value, true);
        ascii('\'');
    }

    void text(String text) {
        escaped(text, false);
    }

    private void escaped(String text, boolean quoted) {
        for (int i = 0; i < text.length(); i++) {
            reserve();
            char c = text.charAt(i);
            if (c >= 0x80 || c < 0x20) {
                int point = text.codePointAt(i);
                i += Character.charCount(point) - 1;
                other(point, quoted);
                continue;
            }
            switch (c) {
                case '&' -> put(AMP);
                case '<' -> put(LT);
                case '>' -> put(GT);
                case '\'' -> put(c, quoted, APOS);
                case '"' -> put(c, quoted, QUOT);
                default -> buffer[count++] = (byte) c;
            }
        }
    }

    /** What is neither printable ASCII nor markup. */
    private void other(int point, boolean quoted) {
        switch (point) {
            // A reader would make a space of it in a value, and a line feed of a bare CR (XML 1.0 §2.11, §3.3.3).
            case '\t' -> put('\t', quoted, TAB);
            case '\n' -> put('\n', quoted, LF);
            case '\r' -> put(CR);
            default -> encode(Utf8.isChar(point) ? point : REPLACEMENT);
        }
    }

    private void put(char c, boolean escape, byte[] reference) {
        if (escape) {
            put(reference);
        } else {
            buffer[count++] = (byte) c;
        }
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, count, bytes.length);
        count += bytes.length;
    }

    private void encode(int point) {
        count = Utf8.put(point, buffer, count);
    }

    private void reserve() {
        if (SIZE - count < ROOM) {
            flush();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
