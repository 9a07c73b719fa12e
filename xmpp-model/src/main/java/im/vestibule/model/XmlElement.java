package im.vestibule.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An element by its expanded name; prefixes are the writer's business. Immutable.
 *
 * @param name the local name
 * @param namespace the namespace name, empty for none
 * @param attributes in document order, without namespace declarations
 * @param children elements and text in document order
 */
public record XmlElement(String name, String namespace, List<XmlAttribute> attributes, List<XmlNode> children)
        implements XmlNode {
    // What is parsed is at hand already.
    private static final FrameLimits UNLIMITED =
            new FrameLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    public XmlElement {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** An empty element. */
    public static XmlElement of(String name, String namespace) {
        return new XmlElement(name, namespace, List.of(), List.of());
    }

    /** An element that holds only text. */
    public static XmlElement of(String name, String namespace, String text) {
        return new XmlElement(name, namespace, List.of(), List.of(new XmlText(text)));
    }

    /** Reads a document that is one element; empty if it is anything else. Comments and the like are not read. */
    public static Optional<XmlElement> parse(byte[] document) {
        Framer framer = Framer.elements(UNLIMITED, "");
        if (framer.next(document, 0, document.length) != Framing.ELEMENT) {
            return Optional.empty();
        }
        XmlElement element = framer.frame().tree();
        boolean alone = framer.next(document, framer.position(), document.length) == Framing.MORE && !framer.holds();
        return alone ? Optional.of(element) : Optional.empty();
    }

    /** Reads a document that is one element; empty if it is anything else. Comments and the like are not read. */
    public static Optional<XmlElement> parse(String document) {
        return parse(document.getBytes(StandardCharsets.UTF_8));
    }

    public static Builder builder(String name, String namespace) {
        return new Builder(name, namespace);
    }

    /** A builder that starts as a copy of this element. */
    public Builder toBuilder() {
        Builder copy = new Builder(name, namespace);
        copy.attributes.addAll(attributes);
        copy.children.addAll(children);
        return copy;
    }

    public boolean is(String name, String namespace) {
        return this.name.equals(name) && this.namespace.equals(namespace);
    }

    /** The value of an attribute without namespace. */
    public Optional<String> attribute(String name) {
        return attribute("", name);
    }

    public Optional<String> attribute(String namespace, String name) {
        for (XmlAttribute attribute : attributes) {
            if (attribute.name().equals(name) && attribute.namespace().equals(namespace)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    public Stream<XmlElement> elements() {
        return children.stream().filter(XmlElement.class::isInstance).map(XmlElement.class::cast);
    }

    /** Child elements of this expanded name. */
    public Stream<XmlElement> elements(String name, String namespace) {
        return elements().filter(child -> child.is(name, namespace));
    }

    public Optional<XmlElement> firstElement() {
        return elements().findFirst();
    }

    /** The first child element of this expanded name. */
    public Optional<XmlElement> element(String name, String namespace) {
        return elements(name, namespace).findFirst();
    }

    /** The character data directly inside, joined; empty if there is none. */
    public String text() {
        StringBuilder joined = new StringBuilder();
        for (XmlNode child : children) {
            if (child instanceof XmlText text) {
                joined.append(text.value());
            }
        }
        return joined.toString();
    }

    /** The same element with this attribute set or replaced. */
    public XmlElement with(String attribute, String value) {
        return toBuilder().attribute(attribute, value).build();
    }

    /**
     * The same for a stream with another content namespace: this element, and what is inside without another namespace
     * between, are moved. The element itself if it is in neither.
     */
    public XmlElement moved(String from, String to) {
        if (!namespace.equals(from) || from.equals(to)) {
            return this;
        }
        Builder copy = new Builder(name, to);
        copy.attributes.addAll(attributes);
        for (XmlNode child : children) {
            copy.children.add(child instanceof XmlElement element ? element.moved(from, to) : child);
        }
        return copy.build();
    }

    /** The element as XML that stands alone. */
    @Override
    public String toString() {
        return new String(XmlWriter.standalone().bytes(this), StandardCharsets.UTF_8);
    }

    /** Collects the parts of an element in document order. */
    public static final class Builder {
        private final String name;
        private final String namespace;
        private final List<XmlAttribute> attributes = new ArrayList<>();
        private final List<XmlNode> children = new ArrayList<>();

        private Builder(String name, String namespace) {
            this.name = name;
            this.namespace = namespace;
        }

        /** Sets an attribute without namespace, in place of an earlier one of this name. */
        public Builder attribute(String name, String value) {
            return attribute("", name, value);
        }

        public Builder attribute(String namespace, String name, String value) {
            XmlAttribute attribute = new XmlAttribute(namespace, name, value);
            for (int i = 0; i < attributes.size(); i++) {
                XmlAttribute other = attributes.get(i);
                if (other.name().equals(name) && other.namespace().equals(namespace)) {
                    attributes.set(i, attribute);
                    return this;
                }
            }
            attributes.add(attribute);
            return this;
        }

        public Builder child(XmlNode child) {
            children.add(child);
            return this;
        }

        public Builder children(Iterable<? extends XmlNode> more) {
            more.forEach(children::add);
            return this;
        }

        /** Adds an element that holds only text. */
        public Builder child(String name, String namespace, String text) {
            return child(XmlElement.of(name, namespace, text));
        }

        public Builder text(String text) {
            return child(new XmlText(text));
        }

        public XmlElement build() {
            return new XmlElement(name, namespace, attributes, children);
        }
    }
}
