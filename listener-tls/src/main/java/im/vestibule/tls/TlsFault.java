package im.vestibule.tls;

/**
 * Something an operator should know about a {@code tls} table.
 *
 * @param severity whether the table can be used
 * @param key where, relative to the table: {@code certfile}, {@code certificates[0].keyfile}, {@code crl_files[1]}
 * @param what what is wrong, in plain words and without secrets
 * @param hint what to try; empty if there is nothing to add
 */
public record TlsFault(Severity severity, String key, String what, String hint) {
    public enum Severity {
        /** The table cannot be used. */
        ERROR,
        /** The table can be used, but not quite as it is written. */
        WARNING
    }

    @Override
    public String toString() {
        String word = severity == Severity.ERROR ? "error: " : "warning: ";
        return word + key + ": " + what + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
