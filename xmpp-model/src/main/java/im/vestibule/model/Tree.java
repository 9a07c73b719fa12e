package im.vestibule.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds elements from bytes that a {@link Scan} has found good. Recursion is bounded by the depth that it allows. */
final class Tree {
    private static final byte[] NOTHING = {};
    private static final int CDATA_START = "<![CDATA[".length();
    private static final int CDATA_END = "]]>".length();

    private final Attributes attributes = new Attributes();
    private final Scope scope = new Scope();
    private final StartTag tag = new StartTag(attributes);
    private byte[] bytes = NOTHING;
    private int end;
    private int pos;

    /** The element between two places, inside a stream that was opened by this tag. */
    XmlElement element(byte[] bytes, int from, int end, Root root) {
        begin(bytes, from, end, root);
        XmlElement element = element(root.namespace(), false);
        finish();
        return element;
    }

    /** The start tag between two places as an element without children. */
    XmlElement tag(byte[] bytes, int from, int end) {
        begin(bytes, from, end, Root.UNSET);
        XmlElement element = element("", true);
        finish();
        return element;
    }

    private void begin(byte[] bytes, int from, int end, Root root) {
        this.bytes = bytes;
        this.end = end;
        pos = from;
        scope.begin(root);
    }

    private void finish() {
        bytes = NOTHING;
        attributes.shrink();
        scope.shrink();
    }

    private XmlElement element(String outer, boolean alone) {
        int outside = scope.count();
        attributes.truncate(0);
        tag.begin(pos + 1, Integer.MAX_VALUE);
        pos = tag.read(bytes, 0, pos + 1, end);
        scope.open(bytes, 0, tag, attributes);
        String inner = outer;
        List<XmlAttribute> list = new ArrayList<>(attributes.count());
        for (int i = 0; i < attributes.count(); i++) {
            String value = Value.attribute(bytes, attributes.value(i), attributes.valueEnd(i));
            boolean prefixed = attributes.colon(i) != 0;
            if (!Scope.isDeclaration(bytes, 0, attributes, i)) {
                String namespace = prefixed ? scope.namespace(bytes, 0, attributes, i) : "";
                String name = Names.of(bytes, attributes.local(i), attributes.nameEnd(i));
                list.add(new XmlAttribute(namespace, name, value));
            } else if (!prefixed) {
                inner = value;
            }
        }
        int colon = tag.colon();
        String namespace = colon == 0 ? inner : scope.namespace(bytes, 0, scope.find(bytes, 0, tag.name(), colon));
        String name = Names.of(bytes, colon == 0 ? tag.name() : colon + 1, tag.nameEnd());
        List<XmlNode> children = alone || tag.isEmpty() ? List.of() : children(inner);
        scope.truncate(outside);
        return new XmlElement(name, namespace, list, children);
    }

    private List<XmlNode> children(String inner) {
        List<XmlNode> children = new ArrayList<>();
        Text text = new Text();
        while (true) {
            int from = pos;
            while (bytes[pos] != '<') {
                pos++;
            }
            if (pos > from) {
                text.add(Value.text(bytes, from, pos));
            }
            switch (bytes[pos + 1]) {
                case '!' -> text.add(cdata());
                case '/' -> {
                    while (bytes[pos++] != '>') {
                        // Validated: the name of the start tag.
                    }
                    text.end(children);
                    return children;
                }
                default -> {
                    text.end(children);
                    children.add(element(inner, false));
                }
            }
        }
    }

    private String cdata() {
        int from = pos + CDATA_START;
        int to = from;
        while (bytes[to] != ']' || bytes[to + 1] != ']' || bytes[to + 2] != '>') {
            to++;
        }
        pos = to + CDATA_END;
        return Value.cdata(bytes, from, to);
    }

    /** Character data that may come in pieces. */
    private static final class Text {
        private String first = "";
        private @Nullable StringBuilder all;

        void add(String more) {
            if (all != null) {
                all.append(more);
            } else if (first.isEmpty()) {
                first = more;
            } else {
                all = new StringBuilder(first).append(more);
            }
        }

        void end(List<XmlNode> children) {
            String text = all == null ? first : all.toString();
            if (!text.isEmpty()) {
                children.add(new XmlText(text));
            }
            first = "";
            all = null;
        }
    }
}
