package im.vestibule.config;

import java.util.List;
import java.util.OptionalInt;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/**
 * What TOML's parser makes of a text. Some mistakes it does not tell but stumbles over with an exception of its own: then what is before
 * the line where it does.
 *
 * @param table as far as it could be read
 * @param errors that the parser tells
 * @param stumble the line that it stumbles over, 1-based; empty if it does not
 */
record Parsed(TomlParseResult table, List<TomlParseError> errors, OptionalInt stumble) {
    static Parsed of(String toml) {
        try {
            TomlParseResult whole = Toml.parse(toml);
            return new Parsed(whole, whole.errors(), OptionalInt.empty());
        } catch (RuntimeException stumbled) {
            return before(toml.split("\n", -1));
        }
    }

    boolean isSound() {
        return errors.isEmpty() && stumble.isEmpty();
    }

    /** Of the first lines alone, as many as can be parsed. */
    private static Parsed before(String[] lines) {
        int good = 0;
        int bad = lines.length;
        while (bad - good > 1) {
            int middle = (good + bad) >>> 1;
            if (stumbles(first(lines, middle))) {
                bad = middle;
            } else {
                good = middle;
            }
        }
        int line = bad;
        TomlParseResult part = Toml.parse(first(lines, good));
        // That the text ends there is no mistake in the file.
        List<TomlParseError> errors = part.errors().stream()
                .filter(error -> error.position().line() < line)
                .toList();
        return new Parsed(part, errors, OptionalInt.of(line));
    }

    private static boolean stumbles(String toml) {
        try {
            TomlParseResult _ = Toml.parse(toml);
            return false;
        } catch (RuntimeException stumbled) {
            return true;
        }
    }

    private static String first(String[] lines, int count) {
        return String.join("\n", List.of(lines).subList(0, count)) + "\n";
    }
}
