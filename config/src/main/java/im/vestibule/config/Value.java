package im.vestibule.config;

import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * A value as it stands in the file.
 *
 * @param raw what TOML made of it
 * @param expected what the option takes, in words
 * @param secret never shown
 */
record Value(Context context, String key, Object raw, String expected, boolean secret) {
    private static final int SHOWN = 60;

    /** Reports that this is not what was expected. */
    <T> Optional<T> wrong(String what, String hint) {
        return wrong(new Fault(what, expected, shown(), hint));
    }

    <T> Optional<T> wrong(Fault fault) {
        context.problems().error(key, fault);
        return Optional.empty();
    }

    /** The text, or a report that it is none. */
    Optional<String> string() {
        return raw instanceof String text ? Optional.of(text) : wrong("", hintForString());
    }

    private String hintForString() {
        return raw instanceof Long || raw instanceof Double || raw instanceof Boolean ? "put it in quotes" : "";
    }

    String shown() {
        return secret ? "***" : show(raw);
    }

    static String show(Object raw) {
        return switch (raw) {
            case String text when text.length() > SHOWN -> '"' + escape(text.substring(0, SHOWN)) + "…\"";
            case String text -> '"' + escape(text) + '"';
            case Long number -> number.toString();
            case Double number when number.isInfinite() -> number > 0 ? "inf" : "-inf";
            case Double number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> kind(raw);
        };
    }

    /** What a value is, without showing it: where a table is expected, anything may be a secret in the wrong place. */
    static String kind(Object raw) {
        return switch (raw) {
            case String _ -> "a string";
            case Long _, Double _ -> "a number";
            case Boolean truth -> truth.toString();
            case TomlArray _ -> "a list";
            case TomlTable _ -> "a table";
            default -> "a date or time";
        };
    }

    /** The text between quotes as TOML wants it; keeps one line one line. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append(visible(Character.toString(point)));
            }
        });
        return escaped.toString();
    }

    /** With {@code \u0000} and the like for what would not be seen, or would end the line. */
    static String visible(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    seen.append(String.format("\\u%04X", point));
                default -> seen.appendCodePoint(point);
            }
        });
        return seen.toString();
    }
}
