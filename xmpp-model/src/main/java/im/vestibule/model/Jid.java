package im.vestibule.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An address (RFC 7622), prepared: two equal addresses are equal objects. Immutable. */
public final class Jid {
    // Three parts of 1023 bytes and two separators: longer text is not looked at.
    private static final int LONGEST = 3 * Preparation.LONGEST + 2;

    private static final char NOTHING = 0;

    private final String local;
    private final String domain;
    private final String resource;
    private final int hash;
    // Found on first use. A race finds an equal one.
    private @Nullable Jid bare;

    private Jid(String local, String domain, String resource) {
        this.local = local;
        this.domain = domain;
        this.resource = resource;
        hash = (local.hashCode() * 31 + domain.hashCode()) * 31 + resource.hashCode();
    }

    /** Parses and prepares; empty if any part is not allowed. */
    public static Optional<Jid> parse(String text) {
        // RFC 7622 §3.1: the first slash ends the bare address, an at sign behind it belongs to the resource.
        int slash = text.indexOf('/');
        int bare = slash < 0 ? text.length() : slash;
        int at = text.indexOf('@');
        if (at > bare) {
            at = -1;
        }
        // A separator promises a part.
        if (at == 0 || slash == text.length() - 1 || text.length() > LONGEST) {
            return Optional.empty();
        }
        return of(
                at < 0 ? "" : text.substring(0, at),
                text.substring(at + 1, bare),
                slash < 0 ? "" : text.substring(slash + 1));
    }

    /**
     * For addresses known to be right.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static Jid of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address"));
    }

    /** Prepares the parts; local and resource are empty if absent. */
    public static Optional<Jid> of(String local, String domain, String resource) {
        String preparedDomain = Preparation.domain(domain);
        String preparedLocal = local.isEmpty() ? local : Preparation.local(local);
        String preparedResource = resource.isEmpty() ? resource : Preparation.resource(resource);
        return preparedLocal == null || preparedDomain == null || preparedResource == null
                ? Optional.empty()
                : Optional.of(new Jid(preparedLocal, preparedDomain, preparedResource));
    }

    /** The localpart; empty if there is none. */
    public String local() {
        return local;
    }

    public String domain() {
        return domain;
    }

    /** The resourcepart; empty if there is none. */
    public String resource() {
        return resource;
    }

    public boolean isBare() {
        return resource.isEmpty();
    }

    /** Without the resourcepart. */
    public Jid bare() {
        if (resource.isEmpty()) {
            return this;
        }
        Jid known = bare;
        if (known == null) {
            known = new Jid(local, domain, "");
            bare = known;
        }
        return known;
    }

    /** The domain alone. */
    public Jid domainJid() {
        return local.isEmpty() ? bare() : new Jid("", domain, "");
    }

    /** The same account with this resourcepart, prepared; empty if it is not allowed or has no bytes. */
    public Optional<Jid> withResource(String resource) {
        String prepared = Preparation.resource(resource);
        if (prepared == null) {
            return Optional.empty();
        }
        Jid full = new Jid(local, domain, prepared);
        full.bare = bare();
        return Optional.of(full);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Jid jid
                        && hash == jid.hash
                        && local.equals(jid.local)
                        && resource.equals(jid.resource)
                        && domain.equals(jid.domain));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Whether these bytes are the prepared form; not asked of what is not ASCII, so then false. */
    public boolean isWritten(byte[] bytes, int from, int to) {
        int pos = from;
        if (!local.isEmpty()) {
            pos = follow(local, bytes, pos, to, '@');
        }
        pos = follow(domain, bytes, pos, to, resource.isEmpty() ? NOTHING : '/');
        return (resource.isEmpty() ? pos : follow(resource, bytes, pos, to, NOTHING)) == to;
    }

    /** One past the part and its separator; beyond the end if something else is there. */
    private static int follow(String part, byte[] bytes, int from, int to, char separator) {
        int length = part.length() + (separator == NOTHING ? 0 : 1);
        if (length > to - from) {
            return to + 1;
        }
        for (int i = 0; i < part.length(); i++) {
            if (bytes[from + i] != part.charAt(i)) {
                return to + 1;
            }
        }
        return separator == NOTHING || bytes[from + length - 1] == separator ? from + length : to + 1;
    }

    /** The prepared form, which parses to an equal address. */
    @Override
    public String toString() {
        if (resource.isEmpty()) {
            return local.isEmpty() ? domain : local + '@' + domain;
        }
        return local.isEmpty() ? domain + '/' + resource : local + '@' + domain + '/' + resource;
    }
}
