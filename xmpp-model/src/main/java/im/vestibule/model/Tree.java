package im.vestibule.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds elements from bytes that a {@link Scan} has found good. Recursion is bounded by the depth that it allows. */
final class Tree {
    private static final byte[] NOTHING = {};
    // An element of more bytes may have had very many children.
    private static final int USUAL = 8192;
    private static final int CDATA_START = "<![CDATA[".length();
    private static final int CDATA_END = "]]>".length();

    private final Attributes attributes = new Attributes();
    private final Scope scope = new Scope();
    private final StartTag tag = new StartTag(attributes);
    // Children of all elements that are open, the innermost last.
    private final ArrayList<XmlNode> nodes = new ArrayList<>();
    // Character data since the last tag; the second only if there is more than one piece.
    private String text = "";
    private @Nullable StringBuilder pieces;
    private byte[] bytes = NOTHING;
    private int end;
    private int pos;

    /** The element between two places, inside a stream that was opened by this tag. */
    XmlElement element(byte[] bytes, int from, int end, Root root) {
        begin(bytes, from, end, root);
        XmlElement element = element(root.namespace(), false);
        finish();
        if (end - from > USUAL) {
            nodes.trimToSize();
        }
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
        int declarations = 0;
        for (int i = 0; i < attributes.count(); i++) {
            if (Scope.isDeclaration(bytes, 0, attributes, i)) {
                declarations++;
                if (attributes.colon(i) == 0) {
                    inner = Value.namespace(bytes, attributes.value(i), attributes.valueEnd(i));
                }
            }
        }
        int colon = tag.colon();
        String namespace = colon == 0 ? inner : scope.namespace(bytes, 0, scope.find(bytes, 0, tag.name(), colon));
        String name = Names.of(bytes, colon == 0 ? tag.name() : colon + 1, tag.nameEnd());
        List<XmlAttribute> list = attributes(declarations);
        List<XmlNode> children = alone || tag.isEmpty() ? List.of() : children(inner);
        scope.truncate(outside);
        return new XmlElement(name, namespace, list, children);
    }

    /** The attributes that are not declarations. */
    private List<XmlAttribute> attributes(int declarations) {
        XmlAttribute[] list = new XmlAttribute[attributes.count() - declarations];
        int count = 0;
        for (int i = 0; count < list.length; i++) {
            if (declarations == 0 || !Scope.isDeclaration(bytes, 0, attributes, i)) {
                list[count++] = new XmlAttribute(
                        attributes.colon(i) == 0 ? "" : scope.namespace(bytes, 0, attributes, i),
                        Names.of(bytes, attributes.local(i), attributes.nameEnd(i)),
                        Value.attribute(bytes, attributes.value(i), attributes.valueEnd(i)));
            }
        }
        return List.of(list);
    }

    private List<XmlNode> children(String inner) {
        int first = nodes.size();
        while (true) {
            int from = pos;
            while (bytes[pos] != '<') {
                pos++;
            }
            if (pos > from) {
                add(Value.text(bytes, from, pos));
            }
            byte kind = bytes[pos + 1];
            if (kind == '!') {
                add(cdata());
                continue;
            }
            endText();
            if (kind == '/') {
                break;
            }
            nodes.add(element(inner, false));
        }
        do {
            pos++;
        } while (bytes[pos - 1] != '>');
        List<XmlNode> last = nodes.subList(first, nodes.size());
        List<XmlNode> children = List.copyOf(last);
        last.clear();
        return children;
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

    private void add(String piece) {
        if (text.isEmpty()) {
            text = piece;
            return;
        }
        if (pieces == null) {
            pieces = new StringBuilder(text);
        }
        pieces.append(piece);
    }

    private void endText() {
        if (!text.isEmpty()) {
            nodes.add(new XmlText(pieces == null ? text : pieces.toString()));
            text = "";
            pieces = null;
        }
    }
}
