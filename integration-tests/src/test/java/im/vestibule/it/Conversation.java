package im.vestibule.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat with the server, kept as text. One step a line; {@code #} begins a comment; a line that begins with white space
 * continues the one before, without that white space. Steps name a connection if there are several, as in
 * {@code C bob: …}; the first step of a connection opens it. Whatever the server says must be in the text.
 *
 * <pre>
 * &#64;door tls_fast tls_just   the listener that connections go to; with several, the whole is played with each
 * &#64;account alice bob        accounts of door.test that are as new, with passwords such as alice-secret; others with domain
 * OPEN: door.test           opens a stream and hears what is offered
 * SECURE: door.test         the same, behind TLS
 * AUTH: alice&#64;door.test    does all that the door asks for until a resource can be bound
 * LOGIN: alice&#64;door.test/home   does all that the door asks for until this session is open
 * JOIN: echo.door.test      becomes this component at the door of that name, or at another: echo.door.test kicking
 * C: text           the client sends
 * HEX: c0 80        the client sends bytes
 * TLS:              the client starts a handshake, which succeeds
 * S: text           the server sends; … stands for anything
 * QUIET:            the server has said nothing since, though it has done all that any session asked for until now
 * END:              the server closes
 * CUT:              the client closes
 * GONE: alice&#64;door.test/home    the server has noticed that this session is over
 * </pre>
 *
 * Text in double braces is filled in: {{name}} is what stood there when it was heard first, up to a quote or angle bracket;
 * {{header domain}} opens a stream; {{component domain}} that of a component, and {{handshake password}} answers {{id}}; {{b64 text}} with \0 for NUL; {{times n text}}; {{plain user password}}; {{scram-first hash gs2-header user}},
 * with one more word for another channel than there is; {{scram-final password}}, which answers {{challenge}}; and
 * {{scram-signature}}; {{ht binding user token}} with EXPR, ENDP or NONE for binding, and {{ht-signature}}.
 *
 * @param name the claim, as a file name
 * @param doors at least one
 */
record Conversation(String name, List<String> doors, List<String> accounts, List<Step> steps) {
    enum Verb {
        OPEN,
        SECURE,
        AUTH,
        LOGIN,
        JOIN,
        C,
        HEX,
        TLS,
        S,
        QUIET,
        END,
        CUT,
        GONE
    }

    /**
     * @param line where it begins
     * @param peer the connection, empty for the only one
     */
    record Step(int line, Verb verb, String peer, String text) {}

    private static final Pattern STEP = Pattern.compile("(?s)([A-Z]+)(?: (\\w+))?:(?: (.*))?");

    static Conversation read(Path file) throws IOException {
        List<String> doors = new ArrayList<>();
        List<String> accounts = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            StringBuilder whole = new StringBuilder(lines.get(i));
            while (i + 1 < lines.size() && lines.get(i + 1).startsWith(" ")) {
                i++;
                whole.append(lines.get(i).strip());
            }
            String line = whole.toString();
            if (line.startsWith("@door ")) {
                doors.addAll(words(line));
            } else if (line.startsWith("@account ")) {
                accounts.addAll(words(line));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                steps.add(step(file, number, line));
            }
        }
        String name = String.valueOf(file.getFileName()).replace(".wire", "");
        return new Conversation(
                name,
                doors.isEmpty() ? List.of("clear") : List.copyOf(doors),
                List.copyOf(accounts),
                List.copyOf(steps));
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.split(" ", -1)).skip(1).toList();
    }

    private static Step step(Path file, int number, String line) {
        Matcher step = STEP.matcher(line);
        if (!step.matches()) {
            throw new IllegalArgumentException(file + ":" + number + ": not a step: " + line);
        }
        String peer = step.group(2) == null ? "" : step.group(2);
        String text = step.group(3) == null ? "" : step.group(3);
        return new Step(number, Verb.valueOf(step.group(1)), peer, text);
    }
}
