package im.vestibule.model;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes elements as XML with as few namespace declarations as the place allows. What XML 1.0 has no place for, such as
 * a NUL or half a surrogate pair, leaves as U+FFFD. Immutable.
 */
public final class XmlWriter {
    private static final XmlWriter STANDALONE = new XmlWriter("", List.of());

    private final String namespace;
    private final List<Binding> bindings;

    private XmlWriter(String namespace, List<Binding> bindings) {
        this.namespace = namespace;
        this.bindings = bindings;
    }

    /** For elements that declare all they need. */
    public static XmlWriter standalone() {
        return STANDALONE;
    }

    /**
     * For elements where a default namespace is in force.
     *
     * @param namespace the default namespace, empty for none
     */
    public static XmlWriter within(String namespace) {
        return new XmlWriter(namespace, List.of());
    }

    /**
     * For first-level elements of a stream whose header binds the prefix {@code stream}.
     *
     * @param contentNamespace the default namespace that the header declares
     */
    public static XmlWriter stream(String contentNamespace) {
        return within(contentNamespace).binding("stream", Ns.STREAMS);
    }

    /** The same where one more prefix is in force, such as {@code db} on a stream with dialback. */
    public XmlWriter binding(String prefix, String namespace) {
        List<Binding> more = new ArrayList<>(bindings);
        more.add(new Binding(prefix, namespace));
        return new XmlWriter(this.namespace, List.copyOf(more));
    }

    /**
     * Writes the element; the sink may be called several times.
     *
     * @throws IllegalArgumentException if a name is not an XML name, or an attribute is a namespace declaration
     */
    public void write(XmlElement element, Sink sink) {
        XmlOutput out = new XmlOutput(sink);
        write(element, namespace, out);
        out.flush();
    }

    /** The element in UTF-8. */
    public byte[] bytes(XmlElement element) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        write(element, all::write);
        return all.toByteArray();
    }

    /**
     * One attribute with a space before it, escaped, in UTF-8; as {@link Frame#relay} takes them.
     *
     * @param name with its prefix, such as {@code xml:lang}
     */
    public static byte[] attribute(String name, String value) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        XmlOutput out = new XmlOutput(all::write);
        int colon = name.indexOf(':');
        out.attribute(name.substring(0, Math.max(colon, 0)), name.substring(colon + 1), value);
        out.flush();
        return all.toByteArray();
    }

    private void write(XmlElement element, String outer, XmlOutput out) {
        String namespace = element.namespace();
        String inner = outer;
        String prefix = namespace.equals(outer) ? "" : bound(namespace);
        // Clients look for stream:features by this very name (RFC 6120 §4.8.5).
        boolean custom = prefix.isEmpty() && namespace.equals(Ns.STREAMS) && !namespace.equals(outer);
        if (custom) {
            prefix = "stream";
        }
        out.ascii('<');
        out.name(prefix, element.name());
        if (custom) {
            out.attribute("xmlns", prefix, namespace);
        } else if (prefix.isEmpty() && !namespace.equals(outer)) {
            inner = namespace;
            out.attribute("", "xmlns", namespace);
        }
        attributes(element, out);
        if (element.children().isEmpty()) {
            out.ascii('/');
            out.ascii('>');
            return;
        }
        out.ascii('>');
        for (XmlNode child : element.children()) {
            switch (child) {
                case XmlElement nested -> write(nested, inner, out);
                case XmlText text -> out.text(text.value());
            }
        }
        out.ascii('<');
        out.ascii('/');
        out.name(prefix, element.name());
        out.ascii('>');
    }

    private void attributes(XmlElement element, XmlOutput out) {
        int invented = 0;
        for (XmlAttribute attribute : element.attributes()) {
            if (attribute.name().equals("xmlns") && attribute.namespace().isEmpty()) {
                throw new IllegalArgumentException("namespaces are not attributes");
            }
            String prefix = "";
            // An attribute is in a namespace only by a prefix.
            if (!attribute.namespace().isEmpty()) {
                prefix = bound(attribute.namespace());
                if (prefix.isEmpty()) {
                    prefix = "ns" + invented++;
                    out.attribute("xmlns", prefix, attribute.namespace());
                }
            }
            out.attribute(prefix, attribute.name(), attribute.value());
        }
    }

    /** The prefix in force for a namespace; empty if there is none. */
    private String bound(String namespace) {
        for (Binding binding : bindings) {
            if (binding.namespace.equals(namespace)) {
                return binding.prefix;
            }
        }
        return namespace.equals(Ns.XML) ? "xml" : "";
    }

    private record Binding(String prefix, String namespace) {}
}
