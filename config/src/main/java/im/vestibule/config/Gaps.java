package im.vestibule.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with its long gaps made short, and where its lines were before: TOML's parser looks ahead from each line that says
 * nothing to the next one that does, which takes it a time that grows with the cube of their number.
 */
final class Gaps {
    /** Lines in a row that are empty or nothing but a comment. What is beyond them is left out. */
    static final int LONGEST = 20;

    private static final String BASIC = "\"\"\"";
    private static final String LITERAL = "'''";
    private static final String NONE = "";

    private final String text;
    private final List<Integer> lines;

    private Gaps(String text, List<Integer> lines) {
        this.text = text;
        this.lines = lines;
    }

    static Gaps none() {
        return new Gaps("", List.of());
    }

    static Gaps of(String toml) {
        String[] all = toml.split("\n", -1);
        List<String> kept = new ArrayList<>(all.length);
        List<Integer> lines = new ArrayList<>(all.length);
        String quote = NONE;
        int gap = 0;
        for (int i = 0; i < all.length; i++) {
            gap = quote.equals(NONE) && saysNothing(all[i]) ? gap + 1 : 0;
            if (gap <= LONGEST || i == all.length - 1) {
                kept.add(all[i]);
                lines.add(i + 1);
            }
            if (gap == 0) {
                quote = behind(all[i], quote);
            }
        }
        return new Gaps(String.join("\n", kept), List.copyOf(lines));
    }

    private static boolean saysNothing(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        // What TOML has no place for is for its parser to complain about.
        String rest = line.endsWith("\r") ? line.substring(at, Math.max(at, line.length() - 1)) : line.substring(at);
        return rest.isEmpty()
                || (rest.charAt(0) == '#' && rest.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c)));
    }

    /**
     * The quotes of a text of several lines that goes on behind this line.
     *
     * @param before those that go on behind the line before
     */
    private static String behind(String line, String before) {
        String quote = before;
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (!quote.equals(NONE)) {
                boolean ends = line.startsWith(quote, at);
                boolean escapes = c == '\\' && quote.equals(BASIC);
                at = ends ? behindQuotes(line, at) : at + (escapes ? 2 : 1);
                quote = ends ? NONE : quote;
            } else if (c == '#') {
                return NONE;
            } else if (line.startsWith(BASIC, at) || line.startsWith(LITERAL, at)) {
                quote = c == '"' ? BASIC : LITERAL;
                at += quote.length();
            } else {
                at = c == '"' || c == '\'' ? behindText(line, at) : at + 1;
            }
        }
        return quote;
    }

    /** Up to two more quotes are part of the text that the last three end. */
    private static int behindQuotes(String line, int from) {
        int at = from + BASIC.length();
        int most = Math.min(line.length(), at + 2);
        while (at < most && line.charAt(at) == line.charAt(from)) {
            at++;
        }
        return at;
    }

    private static int behindText(String line, int from) {
        char quote = line.charAt(from);
        int at = from + 1;
        while (at < line.length() && line.charAt(at) != quote) {
            at += line.charAt(at) == '\\' && quote == '"' ? 2 : 1;
        }
        return at + 1;
    }

    String text() {
        return text;
    }

    /**
     * Where a line was before.
     *
     * @param line 1-based
     */
    int before(int line) {
        if (line >= 1 && line <= lines.size()) {
            return lines.get(line - 1);
        }
        return lines.isEmpty() ? line : lines.getLast() + line - lines.size();
    }
}
