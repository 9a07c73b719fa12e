package im.vestibule.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes bound inside one first-level element (Namespaces in XML 1.0). Places are counted from the first byte of
 * the element.
 */
final class Scope {
    /** What {@link #find} answers for a prefix that nothing binds. */
    static final int UNBOUND = -1;

    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";
    // More are in nobody's interest, and every use of a prefix looks through them.
    private static final int LIMIT = 256;
    private static final int PREFIX = 0;
    private static final int PREFIX_END = 1;
    private static final int VALUE = 2;
    private static final int VALUE_END = 3;
    private static final int FIELDS = 4;
    private static final int USUAL = 8;
    // Answers of find() above all places in the list.
    private static final int PREDEFINED = 1 << 16;
    private static final int OUTER = 1 << 17;

    private static final int XMLN = Bytes.four("xmln");

    private Root root = Root.UNSET;
    private int[] places = new int[USUAL * FIELDS];
    private int count;
    private long borrowed;

    void begin(Root root) {
        this.root = root;
        count = 0;
        borrowed = 0;
    }

    Root root() {
        return root;
    }

    int count() {
        return count;
    }

    void truncate(int count) {
        this.count = count;
    }

    /** One bit for each prefix of the stream's opening tag that the element has used. */
    long borrowed() {
        return borrowed;
    }

    /**
     * Takes in a start tag: its declarations, then the prefixes of its names.
     *
     * @return 0, or what is wrong as in {@link Stop}
     */
    int open(byte[] bytes, int base, StartTag tag, Attributes attributes) {
        int from = tag.first();
        int colon = tag.colon();
        int prefixed = 0;
        for (int i = from; i < attributes.count(); i++) {
            int start = base + attributes.name(i);
            if (attributes.colon(i) != 0) {
                prefixed++;
            }
            if (bytes[start] == 'x' && isDeclaration(bytes, base, attributes, i)) {
                int wrong = declare(bytes, base, attributes, i, tag.hasReferences());
                if (wrong < 0) {
                    return wrong;
                }
            }
        }
        if (colon != 0 && use(bytes, base, base + tag.name(), base + colon) == UNBOUND) {
            return Stop.MALFORMED;
        }
        if (prefixed == 0) {
            return 0;
        }
        for (int i = from; i < attributes.count(); i++) {
            int at = attributes.colon(i);
            if (at != 0
                    && !isDeclaration(bytes, base, attributes, i)
                    && use(bytes, base, base + attributes.name(i), base + at) == UNBOUND) {
                return Stop.MALFORMED;
            }
        }
        return prefixed > 1 && repeat(bytes, base, attributes, from) ? Stop.MALFORMED : 0;
    }

    /** Whether the attribute is {@code xmlns} or {@code xmlns:prefix}. */
    static boolean isDeclaration(byte[] bytes, int base, Attributes attributes, int index) {
        int colon = attributes.colon(index);
        int end = colon == 0 ? attributes.nameEnd(index) : colon;
        int start = attributes.name(index);
        return end - start == 5 && Bytes.four(bytes, base + start) == XMLN && bytes[base + start + 4] == 's';
    }

    private int declare(byte[] bytes, int base, Attributes attributes, int index, boolean references) {
        int value = base + attributes.value(index);
        int end = base + attributes.valueEnd(index);
        String reserved = reserved(bytes, value, end, references);
        if (attributes.colon(index) == 0) {
            return reserved.isEmpty() ? 0 : Stop.MALFORMED;
        }
        int prefix = base + attributes.local(index);
        int prefixEnd = base + attributes.nameEnd(index);
        if (Bytes.same(bytes, prefix, prefixEnd, "xml")) {
            return reserved.equals(Ns.XML) ? 0 : Stop.MALFORMED;
        }
        if (!reserved.isEmpty() || value == end || Bytes.same(bytes, prefix, prefixEnd, "xmlns")) {
            return Stop.MALFORMED;
        }
        if (count == LIMIT) {
            return Stop.PREFIXES;
        }
        bind(prefix - base, prefixEnd - base, value - base, end - base);
        return 0;
    }

    /** Which of the two namespaces that no other prefix may have this is; empty if neither. */
    private static String reserved(byte[] bytes, int from, int to, boolean references) {
        if (references || mayReserve(to - from)) {
            String name = Value.attribute(bytes, from, to);
            return name.equals(Ns.XML) || name.equals(XMLNS) ? name : "";
        }
        return "";
    }

    /** Whether a namespace name of this many bytes may be one of the two. */
    static boolean mayReserve(int length) {
        return length == Ns.XML.length() || length == XMLNS.length();
    }

    private void bind(int prefix, int prefixEnd, int value, int valueEnd) {
        int at = count * FIELDS;
        if (at == places.length) {
            places = Arrays.copyOf(places, 2 * at);
        }
        places[at + PREFIX] = prefix;
        places[at + PREFIX_END] = prefixEnd;
        places[at + VALUE] = value;
        places[at + VALUE_END] = valueEnd;
        count++;
    }

    /** Finds a prefix and remembers if it comes from outside the element. */
    private int use(byte[] bytes, int base, int from, int to) {
        int found = find(bytes, base, from, to);
        if (found >= OUTER) {
            borrowed |= 1L << (found - OUTER);
        }
        return found;
    }

    /** What binds a prefix where the reading has come to; for {@link #namespace}. */
    int find(byte[] bytes, int base, int from, int to) {
        for (int at = (count - 1) * FIELDS; at >= 0; at -= FIELDS) {
            if (Bytes.same(bytes, from, to, bytes, base + places[at + PREFIX], base + places[at + PREFIX_END])) {
                return at;
            }
        }
        if (Bytes.same(bytes, from, to, "xml")) {
            return PREDEFINED;
        }
        int outer = root.find(bytes, from, to);
        return outer < 0 ? UNBOUND : OUTER + outer;
    }

    /** The namespace behind an answer of {@link #find}. */
    String namespace(byte[] bytes, int base, int found) {
        if (found >= OUTER) {
            return root.namespace(found - OUTER);
        }
        return found == PREDEFINED
                ? Ns.XML
                : Value.attribute(bytes, base + places[found + VALUE], base + places[found + VALUE_END]);
    }

    /** Whether two attributes have the same expanded name though their prefixes differ. */
    private boolean repeat(byte[] bytes, int base, Attributes attributes, int from) {
        String @Nullable [] namespaces = null;
        for (int i = from + 1; i < attributes.count(); i++) {
            for (int j = from; j < i; j++) {
                if (attributes.colon(i) != 0 && attributes.colon(j) != 0 && sameLocal(bytes, base, attributes, i, j)) {
                    if (namespaces == null) {
                        namespaces = namespaces(bytes, base, attributes, from);
                    }
                    if (namespaces[i - from].equals(namespaces[j - from])) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The namespaces of attributes, each looked up once. */
    private String[] namespaces(byte[] bytes, int base, Attributes attributes, int from) {
        String[] namespaces = new String[attributes.count() - from];
        for (int i = from; i < attributes.count(); i++) {
            if (attributes.colon(i) == 0) {
                namespaces[i - from] = "";
            } else if (isDeclaration(bytes, base, attributes, i)) {
                namespaces[i - from] = XMLNS;
            } else {
                namespaces[i - from] = namespace(bytes, base, attributes, i);
            }
        }
        return namespaces;
    }

    private static boolean sameLocal(byte[] bytes, int base, Attributes attributes, int i, int j) {
        return Bytes.same(
                bytes,
                base + attributes.local(i),
                base + attributes.nameEnd(i),
                bytes,
                base + attributes.local(j),
                base + attributes.nameEnd(j));
    }

    /** The namespace of an attribute that has a prefix, while its tag is the latest. */
    String namespace(byte[] bytes, int base, Attributes attributes, int index) {
        int found = find(bytes, base, base + attributes.name(index), base + attributes.colon(index));
        return namespace(bytes, base, found);
    }

    /** Gives back what an unusual element needed. */
    void shrink() {
        root = Root.UNSET;
        if (places.length > USUAL * FIELDS) {
            places = new int[USUAL * FIELDS];
        }
    }
}
