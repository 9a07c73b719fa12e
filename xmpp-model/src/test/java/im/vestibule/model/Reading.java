package im.vestibule.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Drives a framer and writes down what it finds, each thing in one line. */
final class Reading {
    static final FrameLimits LIMITS = new FrameLimits(10_000, 16, 32, 16);
    static final String HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    private Reading() {}

    /** Bytes given as they are, each character up to U+00FF one byte. */
    static byte[] raw(String bytes) {
        return bytes.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** What a new stream framer finds in this text. */
    static List<String> stream(String text) {
        return all(Framer.stream(LIMITS, Ns.CLIENT), text.getBytes(UTF_8));
    }

    /** What a new framer for single elements finds in this text. */
    static List<String> elements(String text) {
        return elements(text.getBytes(UTF_8));
    }

    static List<String> elements(byte[] bytes) {
        return all(Framer.elements(LIMITS, Ns.CLIENT), bytes);
    }

    /** What it finds in chunks that end at these places. */
    static List<String> all(Framer framer, byte[] bytes, int... cuts) {
        List<String> found = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            read(framer, Arrays.copyOfRange(bytes, from, cut), found);
            from = cut;
        }
        read(framer, Arrays.copyOfRange(bytes, from, bytes.length), found);
        return found;
    }

    /** What it finds in chunks of one byte. */
    static List<String> byteByByte(Framer framer, byte[] bytes) {
        List<String> found = new ArrayList<>();
        for (byte b : bytes) {
            read(framer, new byte[] {b}, found);
        }
        return found;
    }

    private static void read(Framer framer, byte[] chunk, List<String> found) {
        int pos = 0;
        while (true) {
            Framing framing = framer.next(chunk, pos, chunk.length);
            switch (framing) {
                case MORE -> {
                    return;
                }
                case FAULT -> {
                    String fault = "FAULT " + text(framer.fault());
                    if (found.isEmpty() || !found.getLast().equals(fault)) {
                        found.add(fault);
                    }
                    return;
                }
                case HEADER -> found.add("HEADER " + framer.frame().header());
                case ELEMENT -> found.add("ELEMENT " + describe(framer.frame()));
                case END -> found.add("END");
            }
            pos = framer.position();
        }
    }

    static String text(StreamError error) {
        return error.condition().element()
                + error.text().map(text -> ": " + text).orElse("");
    }

    private static String describe(Frame frame) {
        return frame.kind() + " " + frame.size() + " " + frame.tree();
    }
}
