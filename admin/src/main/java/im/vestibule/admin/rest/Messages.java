package im.vestibule.admin.rest;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Chat messages as users' programs get them. */
public final class Messages {
    private static final String PROPERTIES = "http://www.jivesoftware.com/xmlns/xmpp/properties";

    private Messages() {}

    /**
     * A message by JSON; empty for one that is not of the type {@code chat}, or says nothing.
     *
     * @param at when it is there
     */
    public static Optional<byte[]> chat(XmlElement message, Instant at) {
        boolean chat = message.attribute("type").filter("chat"::equals).isPresent();
        return chat
                ? message.element("body", Ns.CLIENT).map(body -> Json.write(object(message, body.text(), at)))
                : Optional.empty();
    }

    private static Map<String, Object> object(XmlElement message, String body, Instant at) {
        Map<String, Object> object = Json.of(
                "from", message.attribute("from").orElse(""),
                "to", message.attribute("to").orElse(""),
                "id", message.attribute("id").orElse(""),
                "body", body,
                "timestamp", at.toEpochMilli());
        message.element("thread", Ns.CLIENT).ifPresent(thread -> {
            object.put("thread", thread.text());
            thread.attribute("parent").ifPresent(parent -> object.put("parent", parent));
        });
        message.element("properties", PROPERTIES).ifPresent(all -> object.put("properties", properties(all)));
        return object;
    }

    private static Map<String, Object> properties(XmlElement all) {
        Map<String, Object> properties = new LinkedHashMap<>();
        all.elements("property", PROPERTIES)
                .forEach(property -> properties.put(text(property, "name"), text(property, "value")));
        return properties;
    }

    private static String text(XmlElement property, String name) {
        return property.element(name, PROPERTIES).map(XmlElement::text).orElse("");
    }
}
