package im.vestibule.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat with the server, kept as text. One step a line; {@code #} begins a comment; a line that begins with spaces
 * continues the one before. Steps name a connection if there are several, as in {@code C bob: …}.
 *
 * <pre>
 * &#64;door tls          which listener the next connections go to
 * C: text            the client sends; {{name}} is what was captured, {{b64 text}}, {{plain user password}},
 *                    {{times n text}}, \0 a NUL in b64
 * HEX: c0 80         the client sends bytes
 * TLS:               the client starts a handshake that must succeed
 * S: text            the server sends; {{name}} captures up to a quote or angle bracket, … stands for anything
 * END:               the server closes, with nothing said before
 * CUT:               the client closes
 * </pre>
 */
record Conversation(String name, List<Step> steps) {
    /**
     * @param verb what is before the colon, without the connection
     * @param peer the connection, empty for the only one
     */
    record Step(int line, String verb, String peer, String text) {}

    private static final Pattern STEP = Pattern.compile("(?s)(@door|[A-Z]+)(?: (\\w+))?:? ?(.*)");

    static Conversation read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int start = 0;
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            if (line.startsWith(" ")) {
                current.append(line.strip());
                continue;
            }
            add(steps, start, current);
            current.setLength(0);
            current.append(line);
            start = number;
        }
        add(steps, start, current);
        return new Conversation(String.valueOf(file.getFileName()).replace(".wire", ""), List.copyOf(steps));
    }

    private static void add(List<Step> steps, int line, CharSequence text) {
        if (text.isEmpty()) {
            return;
        }
        Matcher step = STEP.matcher(text);
        if (!step.matches()) {
            throw new IllegalArgumentException("line " + line + ": not a step: " + text);
        }
        String verb = step.group(1);
        String peer = step.group(2) == null ? "" : step.group(2);
        steps.add(verb.equals("@door") ? new Step(line, verb, "", peer) : new Step(line, verb, peer, step.group(3)));
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
