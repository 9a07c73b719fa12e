package im.vestibule.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of a command line, split as a shell splits them (POSIX, Shell Command Language, §2.2): at white space, where
 * neither a backslash, {@code '} nor {@code "} protects it. Nothing else means anything: there is no shell.
 */
final class Words {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /** Empty if a quote is not closed, or if a backslash ends the line. */
    static Optional<List<String>> of(String line) {
        Words words = new Words(line);
        return words.split() ? Optional.of(List.copyOf(words.words)) : Optional.empty();
    }

    private boolean split() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            boolean whole = true;
            switch (c) {
                case ' ', '\t', '\n', '\r' -> end();
                case '\'' -> whole = single();
                case '"' -> whole = twofold();
                case '\\' -> whole = escaped();
                default -> add(c);
            }
            if (!whole) {
                return false;
            }
        }
        end();
        return true;
    }

    private void add(char c) {
        begun = true;
        word.append(c);
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }

    private boolean single() {
        int close = line.indexOf('\'', at);
        if (close < 0) {
            return false;
        }
        begun = true;
        word.append(line, at, close);
        at = close + 1;
        return true;
    }

    private boolean twofold() {
        begun = true;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return true;
            }
            boolean escape = c == '\\' && at < line.length() && "\"\\$`".indexOf(line.charAt(at)) >= 0;
            word.append(escape ? line.charAt(at++) : c);
        }
        return false;
    }

    private boolean escaped() {
        if (at == line.length()) {
            return false;
        }
        add(line.charAt(at++));
        return true;
    }
}
