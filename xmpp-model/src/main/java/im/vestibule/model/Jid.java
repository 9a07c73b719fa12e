package im.vestibule.model;

import java.util.Optional;

/** An address (RFC 7622), prepared: two equal addresses are equal objects. */
public final class Jid {
    /** Parses and prepares; empty if any part is not allowed. */
    public static Optional<Jid> parse(String text) {
        throw new UnsupportedOperationException(text);
    }

    /** For addresses known to be right. @throws IllegalArgumentException if it is not */
    public static Jid of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address"));
    }

    /** Prepares the parts; local and resource are empty if absent. */
    public static Optional<Jid> of(String local, String domain, String resource) {
        throw new UnsupportedOperationException(local + domain + resource);
    }

    public String local() {
        throw new UnsupportedOperationException();
    }

    public String domain() {
        throw new UnsupportedOperationException();
    }

    public String resource() {
        throw new UnsupportedOperationException();
    }

    public boolean isBare() {
        throw new UnsupportedOperationException();
    }

    public Jid bare() {
        throw new UnsupportedOperationException();
    }

    public Optional<Jid> withResource(String resource) {
        throw new UnsupportedOperationException(resource);
    }

    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
