package im.vestibule.admin.rest;

import java.util.List;
import java.util.Map;

/** What answers look like, by JSON Schema 2020-12. */
final class Schemas {
    static final Map<String, Object> TEXT = Map.of("type", "string");
    static final Map<String, Object> WHOLE = Map.of("type", "integer");
    private static final Map<String, Object> NUMBER = Map.of("type", "number");

    static final Map<String, Object> TEXTS = list(TEXT);

    static final Map<String, Object> CONTACTS = list(object(
            "jid", TEXT,
            "subscription", words("none", "to", "from", "both"),
            "ask", words("none", "in", "out", "both")));

    static final Map<String, Object> FIGURE =
            Map.of("type", "object", "properties", Map.of("value", NUMBER, "count", NUMBER));

    static final Map<String, Object> FIGURES =
            object("metrics", Map.of("type", "object", "additionalProperties", FIGURE));

    private Schemas() {}

    static Map<String, Object> list(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    static Map<String, Object> words(String... words) {
        return Map.of("type", "string", "enum", List.of(words));
    }

    /** One with all of these members, names and schemas by turns. */
    static Map<String, Object> object(Object... members) {
        Map<String, Object> properties = Json.of(members);
        return Json.of("type", "object", "required", List.copyOf(properties.keySet()), "properties", properties);
    }
}
