package im.vestibule.admin.rest;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.roster.SubscriptionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What values a parameter has.
 *
 * @param schema by JSON Schema 2020-12
 * @param read makes one of what a path, a query or a body has; empty if it is none
 */
record Kind<T>(Map<String, Object> schema, Function<Object, Optional<T>> read) {
    static final Kind<String> TEXT = text(Map.of("type", "string"), Optional::of);
    static final Kind<Secret> PASSWORD =
            text(Map.of("type", "string", "format", "password"), word -> Optional.of(new Secret(word)));
    static final Kind<Jid> JID = text(
            Map.of(
                    "type",
                    "string",
                    "description",
                    "An address, such as alice@example.org.",
                    "examples",
                    List.of("alice@example.org")),
            Jid::parse);

    /** What cannot be a domain is none of ours. */
    static final Kind<String> DOMAIN = text(
            Map.of("type", "string", "description", "A domain.", "examples", List.of("example.org")),
            name -> Optional.of(Jid.of("", name, "").map(Jid::domain).orElse(name)));

    static final Kind<XmlElement> STANZA =
            text(Map.of("type", "string", "description", "A stanza in XML."), XmlElement::parse);
    static final Kind<Boolean> YES_OR_NO = new Kind<>(
            Map.of("type", "boolean"), value -> value instanceof Boolean is ? Optional.of(is) : Optional.empty());

    static final Kind<List<Jid>> JIDS =
            new Kind<>(Map.of("type", "array", "items", Map.of("type", "string")), Kind::jids);

    private static <T> Kind<T> text(Map<String, Object> schema, Function<String, Optional<T>> read) {
        return new Kind<>(schema, value -> value instanceof String text ? read.apply(text) : Optional.empty());
    }

    /** One of a few words. */
    static <T> Kind<T> choice(Map<String, T> words) {
        return text(
                Map.of(
                        "type",
                        "string",
                        "enum",
                        words.keySet().stream().sorted().toList()),
                word -> Optional.ofNullable(words.get(word)));
    }

    /** Two words: one for asking, one for agreeing. */
    static Kind<SubscriptionType> subscription(String ask, String agree) {
        return choice(Map.of(ask, SubscriptionType.SUBSCRIBE, agree, SubscriptionType.SUBSCRIBED));
    }

    private static Optional<List<Jid>> jids(Object value) {
        if (!(value instanceof List<?> items)) {
            return Optional.empty();
        }
        List<Jid> jids = new ArrayList<>();
        for (Object item : items) {
            JID.read.apply(String.valueOf(item)).ifPresent(jids::add);
        }
        return jids.size() == items.size() ? Optional.of(jids) : Optional.empty();
    }
}
