package im.vestibule.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlParseError;
import org.tomlj.TomlPosition;

/** What is not TOML, in plain words. */
final class SyntaxErrors {
    private static final Pattern UNEXPECTED = Pattern.compile("Unexpected (.*), expected (.*)", Pattern.DOTALL);
    private static final Pattern PREVIOUS =
            Pattern.compile("(.*) previously defined at line (\\d+), column (\\d+)", Pattern.DOTALL);
    private static final Pattern SECRET =
            Pattern.compile("password|secret|shared|basic_auth|settings|value", Pattern.CASE_INSENSITIVE);

    /** Lines. */
    private static final int LOOK_BACK = 50;

    private final List<String> lines;
    private final Places places;

    private SyntaxErrors(String toml, Places places) {
        lines = toml.lines().toList();
        this.places = places;
    }

    /** Adds the errors, and takes back what was reported about lines that they make doubtful. */
    static void report(String toml, Parsed parsed, Problems problems) {
        SyntaxErrors syntax = new SyntaxErrors(toml, problems.places());
        List<TomlParseError> errors = parsed.errors();
        errors.forEach(error ->
                syntax.lostHeader(error.position()).ifPresent(line -> problems.forget(line, syntax.nextHeader(line))));
        errors.forEach(error -> problems.error(error.position(), syntax.fault(error)));
        parsed.stumble()
                .ifPresent(
                        line -> problems.error(
                                TomlPosition.positionAt(line, 1),
                                Fault.of("not TOML")
                                        .hint(
                                                "a bracket, brace or quote is missing, or one too many, in this line or before")));
    }

    /** The line of a table's header that could not be read: what follows was taken for a part of the table before it. */
    private Optional<Integer> lostHeader(TomlPosition position) {
        return line(position.line()).stripLeading().startsWith("[") ? Optional.of(position.line()) : Optional.empty();
    }

    private int nextHeader(int after) {
        for (int number = after + 1; number <= lines.size(); number++) {
            if (line(number).stripLeading().startsWith("[")) {
                return number;
            }
        }
        return lines.size() + 1;
    }

    private Fault fault(TomlParseError error) {
        String message = Value.visible(String.valueOf(error.getMessage()));
        Matcher previous = PREVIOUS.matcher(message);
        if (previous.matches()) {
            return Fault.of(previous.group(1) + " is written twice")
                    .hint("first in line " + places.line(Integer.parseInt(previous.group(2))));
        }
        boolean secret = isSecret(error.position().line());
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (!unexpected.matches()) {
            String what = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
            return Fault.of(secret ? what.replaceAll("'.*'", "***") : what)
                    .hint(message.startsWith("Invalid escape") ? "write two backslashes for one" : "");
        }
        String found = secret ? "***" : unexpected.group(1);
        return new Fault("not TOML", unexpected.group(2), found, hint(error.position(), unexpected.group(2)));
    }

    /** Whether the value that stands here, or ends here, may be one that is never shown. */
    private boolean isSecret(int number) {
        for (int at = number; at > Math.max(0, number - LOOK_BACK); at--) {
            if (line(at).contains("=")) {
                return SECRET.matcher(line(at)).find();
            }
        }
        // So long a value can be anything.
        return number > LOOK_BACK;
    }

    private String hint(TomlPosition at, String expected) {
        String line = line(at.line());
        String rest = line.substring(Math.min(line.length(), Math.max(0, at.column() - 1)));
        if (expected.contains("a value")) {
            if (rest.matches("(True|TRUE|False|FALSE)\\b.*")) {
                return "true and false are written in lower case";
            }
            return rest.matches("[\\p{Alpha}/_.].*") ? "text goes in quotes" : "";
        }
        if (expected.startsWith("]]")) {
            return "two brackets open this header, two close it";
        }
        if (expected.equals("=") || expected.equals(". or =")) {
            return rest.startsWith(":") ? "write = between key and value" : "a key is one word";
        }
        if (expected.startsWith("a newline")) {
            return rest.startsWith(".") ? "write big numbers as 1_000_000" : "one option a line";
        }
        return expected.startsWith("\"") || expected.startsWith("'") ? "the closing quote is missing" : "";
    }

    private String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }
}
