package im.vestibule.config;

import java.util.Comparator;
import java.util.Locale;

/**
 * Something wrong with the file, in the words an operator reads. Empty texts are parts that this problem does not have.
 *
 * @param severity whether the file can be used all the same
 * @param file the file as it was named
 * @param line 1-based; 1 if the whole file is meant
 * @param column 1-based, in UTF-16 units; 1 if the whole file is meant
 * @param key the option, dotted and with indexes: {@code listen.c2s[0].backlog}
 * @param what what is wrong
 * @param expected what would be right
 * @param found what is there; {@code ***} for a secret
 * @param hint what to try
 */
public record Problem(
        Severity severity,
        String file,
        int line,
        int column,
        String key,
        String what,
        String expected,
        String found,
        String hint) {

    static final Comparator<Problem> BY_POSITION = Comparator.comparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::key)
            .thenComparing(Problem::what);

    public enum Severity {
        /** The configuration cannot be used. */
        ERROR,
        /** The configuration can be used, but not all of it has an effect. */
        WARNING
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line: {@code FILE:LINE:COL: error|warning: KEY: what, expected X, found Y (hint)}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(file).append(':').append(line).append(':').append(column);
        text.append(": ").append(severity.name().toLowerCase(Locale.ROOT)).append(": ");
        if (!key.isEmpty()) {
            text.append(key).append(": ");
        }
        return text.append(fault()).toString();
    }

    /** What is wrong without where: {@code what, expected X, found Y (hint)}. */
    public String fault() {
        return new Fault(what, expected, found, hint).toString();
    }
}
