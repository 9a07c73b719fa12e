package im.vestibule.model;

import org.jspecify.annotations.Nullable;

/**
 * A view of the first-level element or stream header that a {@link Framer} has just found. Nothing is copied or built
 * until asked for. Valid until the framer reads on.
 */
public final class Frame {
    Frame() {}

    /** Attributes of the first tag that routing looks at. */
    public enum Field {
        TO,
        FROM,
        ID,
        TYPE,
        LANG
    }

    /** By expanded name, in the content namespace of the stream. */
    public StanzaKind kind() {
        throw new UnsupportedOperationException();
    }

    /** The local name of the first tag. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** The namespace of the first tag. */
    public String namespace() {
        throw new UnsupportedOperationException();
    }

    /** The unescaped value; null if the attribute is absent. */
    public @Nullable String value(Field field) {
        throw new UnsupportedOperationException();
    }

    /** The array that {@link #start} points into. */
    public byte[] array() {
        throw new UnsupportedOperationException();
    }

    /** Where the raw value starts; negative if the attribute is absent. */
    public int start(Field field) {
        throw new UnsupportedOperationException();
    }

    /** Bytes of the raw value, before entities are resolved. */
    public int length(Field field) {
        throw new UnsupportedOperationException();
    }

    /** Bytes from the first {@code <} to the last {@code >}. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /** Builds the element. */
    public XmlElement tree() {
        throw new UnsupportedOperationException();
    }

    /** The element as a stream header; only for {@link Framing#HEADER}. */
    public StreamHeader header() {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether {@link #relay} can pass it on: a stanza whose first tag has no prefix.
     */
    public boolean relayable() {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes the stanza as it came behind a new first tag: {@code from} replaced, {@code to} added if it is absent,
     * prefixes that were bound by the stream header bound again, everything else byte for byte.
     *
     * @param from escaped attribute with a space before it
     * @param to escaped attribute with a space before it, written only if the stanza has none; may be empty
     * @param xmlns escaped declaration with a space before it, for transports where every element declares its
     *     namespace; else empty
     */
    public void relay(Sink sink, byte[] from, byte[] to, byte[] xmlns) {
        throw new UnsupportedOperationException();
    }
}
