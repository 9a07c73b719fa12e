package im.vestibule.xmpp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Tells bytes that are no text from text that is no XML, once something is wrong with them. */
final class Utf8Check {
    private static final int STEP = 256;

    private Utf8Check() {}

    /** Whether a part of a text, which may begin and end within a character, is UTF-8. */
    static boolean isText(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && start - from < 3 && (bytes[start] & 0xC0) == 0x80) {
            start++;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, start, to - start);
        CharBuffer out = CharBuffer.allocate(STEP);
        while (true) {
            CoderResult result = decoder.decode(in, out, false);
            if (!result.isOverflow()) {
                return !result.isError();
            }
            out.clear();
        }
    }
}
