package im.vestibule.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the opening tag of a stream leaves behind for its elements: the name to be closed and the namespaces in force.
 * Immutable.
 */
final class Root {
    /** More prefixes than this are refused: an element remembers in the bits of a long which of them it uses. */
    static final int LIMIT = Long.SIZE;

    private static final byte[] NOTHING = {};
    /** Stands where there is no element. */
    static final Root UNSET = outside("");

    private static final Root CLIENT = outside(Ns.CLIENT);
    private static final Root SERVER = outside(Ns.SERVER);
    private static final Root COMPONENT = outside(Ns.COMPONENT);

    private final String contentNamespace;
    private final byte[] name;
    private final String namespace;
    private final boolean isContent;
    private final List<Binding> bindings;

    private Root(String contentNamespace, byte[] name, String namespace, List<Binding> bindings) {
        this.contentNamespace = contentNamespace;
        this.name = name;
        this.namespace = namespace;
        isContent = namespace.equals(contentNamespace);
        this.bindings = List.copyOf(bindings);
    }

    /** Where no opening tag is around an element. */
    static Root none(String contentNamespace) {
        return switch (contentNamespace) {
            case Ns.CLIENT -> CLIENT;
            case Ns.SERVER -> SERVER;
            case Ns.COMPONENT -> COMPONENT;
            default -> outside(contentNamespace);
        };
    }

    private static Root outside(String contentNamespace) {
        return new Root(contentNamespace, NOTHING, "", List.of());
    }

    /**
     * What an opening tag leaves behind.
     *
     * @param name place of its name
     */
    static Root of(String contentNamespace, byte[] bytes, int base, int name, int nameEnd, Attributes attributes) {
        String namespace = "";
        List<Binding> bindings = new ArrayList<>();
        for (int i = 0; i < attributes.count(); i++) {
            if (Scope.isDeclaration(bytes, base, attributes, i)) {
                String value = Value.namespace(bytes, base + attributes.value(i), base + attributes.valueEnd(i));
                if (attributes.colon(i) == 0) {
                    namespace = value;
                } else if (!value.equals(Ns.XML)) {
                    bindings.add(Binding.of(value, bytes, base, attributes, i));
                }
            }
        }
        return new Root(contentNamespace, Arrays.copyOfRange(bytes, base + name, base + nameEnd), namespace, bindings);
    }

    /** The same where this default namespace stands for that of the content; itself if it has another. */
    Root inside(String wrapper) {
        return namespace.isEmpty() || !namespace.equals(wrapper)
                ? this
                : new Root(contentNamespace, name, contentNamespace, bindings);
    }

    /** Whether an element that says nothing is in the content namespace. */
    boolean isContent() {
        return isContent;
    }

    String contentNamespace() {
        return contentNamespace;
    }

    /** As written, prefix included; empty if there is no opening tag. Not to be changed. */
    byte[] name() {
        return name;
    }

    /** The default namespace, empty for none. */
    String namespace() {
        return namespace;
    }

    int size() {
        return bindings.size();
    }

    /** Which of its prefixes this is; negative if none. */
    int find(byte[] bytes, int from, int to) {
        for (int i = 0; i < bindings.size(); i++) {
            byte[] prefix = bindings.get(i).prefix;
            if (Bytes.same(prefix, 0, prefix.length, bytes, from, to)) {
                return i;
            }
        }
        return -1;
    }

    /** What its prefix of this index is bound to. */
    String namespace(int index) {
        return bindings.get(index).namespace;
    }

    /** The attribute that binds its prefix of this index, as written, with a space before it. Not to be changed. */
    byte[] declaration(int index) {
        return bindings.get(index).declaration;
    }

    /** Whether it would serve in place of the other. */
    boolean isLike(Root other) {
        return contentNamespace.equals(other.contentNamespace)
                && namespace.equals(other.namespace)
                && Arrays.equals(name, other.name)
                && sameDeclarations(other);
    }

    private boolean sameDeclarations(Root other) {
        if (bindings.size() != other.bindings.size()) {
            return false;
        }
        for (int i = 0; i < bindings.size(); i++) {
            if (!Arrays.equals(declaration(i), other.declaration(i))) {
                return false;
            }
        }
        return true;
    }

    private static final class Binding {
        private final byte[] prefix;
        private final String namespace;
        private final byte[] declaration;

        private Binding(byte[] prefix, String namespace, byte[] declaration) {
            this.prefix = prefix;
            this.namespace = namespace;
            this.declaration = declaration;
        }

        static Binding of(String namespace, byte[] bytes, int base, Attributes attributes, int index) {
            int name = base + attributes.name(index);
            int value = base + attributes.value(index);
            int end = base + attributes.valueEnd(index);
            byte[] prefix = Arrays.copyOfRange(bytes, base + attributes.local(index), base + attributes.nameEnd(index));
            // White space around the equals sign is left out, the quotes are kept.
            String declaration = ' '
                    + new String(bytes, name, base + attributes.nameEnd(index) - name, StandardCharsets.UTF_8)
                    + '='
                    + new String(bytes, value - 1, end - value + 2, StandardCharsets.UTF_8);
            return new Binding(prefix, namespace, declaration.getBytes(StandardCharsets.UTF_8));
        }
    }
}
