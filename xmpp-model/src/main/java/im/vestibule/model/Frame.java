package im.vestibule.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A view of the first-level element or stream header that a {@link Framer} has just found. Nothing is copied or built
 * until asked for. Valid until the framer reads on.
 */
public final class Frame {
    private static final byte[] NOTHING = {};
    private static final int ABSENT = -1;
    private static final int TYPE = Bytes.four("type");
    private static final int FROM = Bytes.four("from");

    private final Attributes attributes;
    private final Scope scope;
    private byte[] array = NOTHING;
    private int base;
    private int end;
    private int name;
    private int nameEnd;
    private int colon;
    private int kept;
    private int children;
    // Indexes of attributes.
    private int to;
    private int from;
    private int id;
    private int type;
    private int lang;
    private int xmlns;
    // Made for the first tree asked for.
    private @Nullable Tree tree;

    Frame(Attributes attributes, Scope scope) {
        this.attributes = attributes;
        this.scope = scope;
    }

    /** Attributes of the first tag that routing looks at. */
    public enum Field {
        TO,
        FROM,
        ID,
        TYPE,
        LANG
    }

    /** Takes in the first tag. */
    void open(byte[] bytes, int base, StartTag tag) {
        name = tag.name();
        nameEnd = tag.nameEnd();
        colon = tag.colon();
        kept = attributes.count();
        children = 0;
        to = ABSENT;
        from = ABSENT;
        id = ABSENT;
        type = ABSENT;
        lang = ABSENT;
        xmlns = ABSENT;
        for (int i = 0; i < kept; i++) {
            recognise(bytes, base + attributes.name(i), base + attributes.nameEnd(i), i);
        }
    }

    private void recognise(byte[] bytes, int start, int end, int index) {
        switch (end - start) {
            case 2 -> {
                if (bytes[start] == 't' && bytes[start + 1] == 'o') {
                    to = index;
                } else if (bytes[start] == 'i' && bytes[start + 1] == 'd') {
                    id = index;
                }
            }
            case 4 -> {
                int name = Bytes.four(bytes, start);
                if (name == TYPE) {
                    type = index;
                } else if (name == FROM) {
                    from = index;
                }
            }
            case 5 -> xmlns = Bytes.same(bytes, start, end, "xmlns") ? index : xmlns;
            case 8 -> lang = Bytes.same(bytes, start, end, "xml:lang") ? index : lang;
            default -> {}
        }
    }

    private int index(Field field) {
        return switch (field) {
            case TO -> to;
            case FROM -> from;
            case ID -> id;
            case TYPE -> type;
            case LANG -> lang;
        };
    }

    /** Takes in where the whole has come to lie. */
    void complete(byte[] bytes, int base, int end) {
        array = bytes;
        this.base = base;
        this.end = end;
    }

    /** Whether the first tag, which ends here, is that of a stream. */
    boolean opensStream(byte[] bytes, int base, int end) {
        if (!Bytes.same(bytes, base + local(), base + nameEnd, "stream")) {
            return false;
        }
        complete(bytes, base, end);
        return namespace().equals(Ns.STREAMS);
    }

    /** Takes in that an element begins right inside. */
    void child() {
        children++;
    }

    /** Elements right inside the first-level element. */
    public int children() {
        return children;
    }

    /** Attributes of the first tag, which stand before all others. */
    int kept() {
        return kept;
    }

    /** What this opening tag leaves behind for the elements of its stream. */
    Root root() {
        return Root.of(scope.root().contentNamespace(), array, base, name, nameEnd, attributes);
    }

    /** By expanded name, in the content namespace of the stream. */
    public StanzaKind kind() {
        int from = base + local();
        int to = base + nameEnd;
        StanzaKind kind = switch (to - from) {
            case 2 -> Bytes.same(array, from, to, "iq") ? StanzaKind.IQ : StanzaKind.OTHER;
            case 7 -> Bytes.same(array, from, to, "message") ? StanzaKind.MESSAGE : StanzaKind.OTHER;
            case 8 -> Bytes.same(array, from, to, "presence") ? StanzaKind.PRESENCE : StanzaKind.OTHER;
            default -> StanzaKind.OTHER;
        };
        return kind != StanzaKind.OTHER && isContent() ? kind : StanzaKind.OTHER;
    }

    private int local() {
        return colon == 0 ? name : colon + 1;
    }

    private boolean isContent() {
        Root root = scope.root();
        if (colon == 0 && xmlns < 0) {
            return root.isContent();
        }
        if (colon == 0) {
            // Unless written with references.
            int from = base + attributes.value(xmlns);
            int to = base + attributes.valueEnd(xmlns);
            if (Bytes.same(array, from, to, root.contentNamespace())) {
                return true;
            }
        }
        return namespace().equals(root.contentNamespace());
    }

    /** The local name of the first tag. */
    public String name() {
        return Names.of(array, base + local(), base + nameEnd);
    }

    /** The namespace of the first tag. */
    public String namespace() {
        if (colon != 0) {
            return scope.namespace(array, base, scope.find(array, base, base + name, base + colon));
        }
        return xmlns < 0
                ? scope.root().namespace()
                : Value.namespace(array, base + attributes.value(xmlns), base + attributes.valueEnd(xmlns));
    }

    /** The unescaped value; null if the attribute is absent. */
    public @Nullable String value(Field field) {
        int start = start(field);
        return start < 0 ? null : Value.attribute(array, start, start + length(field));
    }

    /** The array that {@link #start} points into. */
    public byte[] array() {
        return array;
    }

    /** Where the raw value starts; negative if the attribute is absent. */
    public int start(Field field) {
        int index = index(field);
        return index < 0 ? ABSENT : base + attributes.value(index);
    }

    /** Bytes of the raw value, before entities are resolved; 0 if the attribute is absent. */
    public int length(Field field) {
        int index = index(field);
        return index < 0 ? 0 : attributes.valueEnd(index) - attributes.value(index);
    }

    /** Bytes from the first {@code <} to the last {@code >}. */
    public int size() {
        return end - base;
    }

    /** Whether these bytes are anywhere in it; of a word that can be written in one way only. */
    public boolean mentions(byte[] word) {
        int last = end - word.length;
        for (int pos = base; pos <= last; pos++) {
            if (array[pos] == word[0] && Arrays.equals(array, pos, pos + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    /** Builds the element; of a header, what its tag says. */
    public XmlElement tree() {
        return builder().element(array, base, end, scope.root());
    }

    /**
     * Builds the stanza as it stands on a client's stream: in {@link Ns#CLIENT} whatever the content namespace of its own
     * stream is (RFC 6120 §4.8.3).
     */
    public XmlElement stanza() {
        return tree().moved(scope.root().contentNamespace(), Ns.CLIENT);
    }

    /** The element as a stream header; only for {@link Framing#HEADER}. */
    public StreamHeader header() {
        XmlElement tag = builder().tag(array, base, end);
        String contentNamespace = xmlns < 0
                ? ""
                : Value.namespace(array, base + attributes.value(xmlns), base + attributes.valueEnd(xmlns));
        return new StreamHeader(tag.name(), tag.namespace(), contentNamespace, tag);
    }

    private Tree builder() {
        Tree builder = tree;
        if (builder == null) {
            builder = new Tree();
            tree = builder;
        }
        return builder;
    }

    /**
     * Whether {@link #relay} can pass it on: a stanza whose first tag has no prefix.
     */
    public boolean relayable() {
        return colon == 0 && kind() != StanzaKind.OTHER;
    }

    /**
     * Writes the stanza as it came behind a new first tag: {@code from} replaced if there is another, {@code to} added if it is absent, a
     * declaration of the content namespace left to {@code xmlns} or to the stream it is written to, prefixes that were
     * bound by the stream header bound again if they are used, everything else byte for byte. What inherits the content
     * namespace inherits that of the stream it is written to.
     *
     * @param from escaped attribute with a space before it; empty if the stanza is to keep its own
     * @param to escaped attribute with a space before it, written only if the stanza has none; may be empty
     * @param xmlns escaped declaration with a space before it, for transports where every element declares its
     *     namespace; else empty
     */
    public void relay(Sink sink, byte[] from, byte[] to, byte[] xmlns) {
        sink.write(array, base, nameEnd);
        write(sink, xmlns);
        write(sink, from);
        if (this.to < 0) {
            write(sink, to);
        }
        for (long left = scope.borrowed(); left != 0; left &= left - 1) {
            write(sink, scope.root().declaration(Long.numberOfTrailingZeros(left)));
        }
        int sender = from.length == 0 ? ABSENT : this.from;
        int pos = nameEnd;
        pos = writeUpTo(Math.min(sender, this.xmlns), pos, sink);
        pos = writeUpTo(Math.max(sender, this.xmlns), pos, sink);
        sink.write(array, base + pos, end - base - pos);
    }

    /** What {@link #relay} writes, in an array of its own. */
    public byte[] relayed(byte[] from, byte[] to, byte[] xmlns) {
        Gathering all = new Gathering(size() + from.length + to.length + xmlns.length);
        relay(all, from, to, xmlns);
        return all.bytes();
    }

    private static void write(Sink sink, byte[] bytes) {
        if (bytes.length > 0) {
            sink.write(bytes);
        }
    }

    /** Writes what stands before an attribute and comes to the place behind it, if there is such an attribute. */
    private int writeUpTo(int index, int pos, Sink sink) {
        if (index < 0) {
            return pos;
        }
        int to = index == 0 ? nameEnd : attributes.valueEnd(index - 1) + 1;
        if (to > pos) {
            sink.write(array, base + pos, to - pos);
        }
        return attributes.valueEnd(index) + 1;
    }

    /** Lets go of what it was a view of. */
    void shrink() {
        array = NOTHING;
    }
}
