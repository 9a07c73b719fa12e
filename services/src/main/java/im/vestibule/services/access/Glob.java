package im.vestibule.services.access;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell pattern for a whole text: {@code *} for any characters, {@code ?} for one, {@code [a-z]} for one of a set and
 * {@code [!a-z]} or {@code [^a-z]} for one outside of it. A bracket that nothing closes stands for itself. The time it takes
 * is bounded by the length of the text times that of the pattern.
 */
final class Glob {
    private sealed interface Token {
        record Any() implements Token {}

        record One() implements Token {}

        record Is(int character) implements Token {}

        /**
         * @param ranges pairs of first and last
         */
        record In(List<Integer> ranges, boolean negated) implements Token {}
    }

    private final List<Token> tokens;

    private Glob(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    static Glob of(String pattern) {
        int[] characters = pattern.codePoints().toArray();
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < characters.length) {
            int end = characters[at] == '[' ? closing(characters, at) : -1;
            if (end > 0) {
                tokens.add(set(characters, at + 1, end));
                at = end + 1;
            } else {
                tokens.add(
                        switch (characters[at]) {
                            case '*' -> new Token.Any();
                            case '?' -> new Token.One();
                            default -> new Token.Is(characters[at]);
                        });
                at++;
            }
        }
        return new Glob(tokens);
    }

    /** Where the set that opens here is closed; a bracket in its first place belongs to it. Negative if nowhere. */
    private static int closing(int[] characters, int open) {
        int at = open + 1;
        if (at < characters.length && isNegation(characters[at])) {
            at++;
        }
        for (at++; at < characters.length; at++) {
            if (characters[at] == ']') {
                return at;
            }
        }
        return -1;
    }

    private static boolean isNegation(int character) {
        return character == '!' || character == '^';
    }

    private static Token set(int[] characters, int from, int to) {
        boolean negated = isNegation(characters[from]);
        List<Integer> ranges = new ArrayList<>();
        int at = negated ? from + 1 : from;
        while (at < to) {
            boolean isRange = at + 2 < to && characters[at + 1] == '-';
            ranges.add(characters[at]);
            ranges.add(characters[isRange ? at + 2 : at]);
            at += isRange ? 3 : 1;
        }
        return new Token.In(List.copyOf(ranges), negated);
    }

    boolean matches(String text) {
        int[] characters = text.codePoints().toArray();
        int at = 0;
        int token = 0;
        // Where to go on if it turns out that the last star should have taken one character more.
        int star = -1;
        int taken = 0;
        while (at < characters.length) {
            if (token < tokens.size() && tokens.get(token) instanceof Token.Any) {
                star = token++;
                taken = at;
            } else if (token < tokens.size() && matches(tokens.get(token), characters[at])) {
                token++;
                at++;
            } else if (star >= 0) {
                token = star + 1;
                at = ++taken;
            } else {
                return false;
            }
        }
        while (token < tokens.size() && tokens.get(token) instanceof Token.Any) {
            token++;
        }
        return token == tokens.size();
    }

    private static boolean matches(Token token, int character) {
        return switch (token) {
            case Token.Any() -> false;
            case Token.One() -> true;
            case Token.Is(int other) -> character == other;
            case Token.In(List<Integer> ranges, boolean negated) -> {
                for (int i = 0; i < ranges.size(); i += 2) {
                    if (ranges.get(i) <= character && character <= ranges.get(i + 1)) {
                        yield !negated;
                    }
                }
                yield negated;
            }
        };
    }
}
