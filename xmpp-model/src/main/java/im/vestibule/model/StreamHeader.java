package im.vestibule.model;

import java.util.Optional;

/**
 * The opening tag of a stream (RFC 6120 §4.7), values unescaped.
 *
 * @param name local name of the root element
 * @param namespace its namespace
 * @param contentNamespace the default namespace it declares, empty for none
 * @param attributes all others, such as {@code to}, {@code from}, {@code version}, {@code xml:lang}
 */
public record StreamHeader(String name, String namespace, String contentNamespace, XmlElement attributes) {
    public Optional<String> attribute(String name) {
        return attributes.attribute(name);
    }

    public Optional<String> lang() {
        return attributes.attribute(Ns.XML, "lang");
    }
}
