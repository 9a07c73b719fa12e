package im.vestibule.server.ctl;

import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what arguments are told, as the schema says what they may be, and gathers what is wrong with it. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Characters of a value that a complaint repeats. */
    private static final int SHOWN = 60;

    /** Where {@code null} is a word like any other. */
    private static final Set<String> TEXTS =
            Set.of("String", "ID", "NonEmptyString", "UserName", "RoomName", "DomainName", "ResourceName", "NodeName");

    private final Schema schema;
    private final List<String> complaints;

    /** @param complaints takes them, one line each */
    Values(Schema schema, List<String> complaints) {
        this.schema = schema;
        this.complaints = complaints;
    }

    /**
     * Reads what is typed.
     *
     * @param texts at least one; several are the items of a list
     * @return empty if there is something wrong with it
     */
    Optional<JsonNode> read(Argument argument, List<String> texts) {
        String where = argument.option();
        if (!argument.isList()) {
            return texts.size() == 1
                    ? typed(argument.type(), texts.getFirst(), where)
                    : wrong(where + ": given " + texts.size() + " times");
        }
        Type<?> list = nullable(argument.type());
        boolean whole = texts.size() == 1
                && (texts.getFirst().startsWith("[") || texts.getFirst().equals("null"));
        if (whole) {
            return typed(argument.type(), texts.getFirst(), where);
        }
        Type<?> item = ((ListType) list).getType();
        return items(texts.stream().map(text -> typed(item, text, where)).toList());
    }

    private static Type<?> nullable(Type<?> type) {
        return type instanceof NonNullType some ? some.getType() : type;
    }

    private static Optional<JsonNode> items(List<Optional<JsonNode>> read) {
        ArrayNode items = JSON.arrayNode();
        read.forEach(item -> item.ifPresent(items::add));
        return read.size() == items.size() ? Optional.of(items) : Optional.empty();
    }

    private Optional<JsonNode> typed(Type<?> type, String text, String where) {
        String name = Schema.named(type);
        boolean list = nullable(type) instanceof ListType;
        if (text.equals("null") && (list || !TEXTS.contains(name))) {
            return checked(type, JSON.nullNode(), where);
        }
        return list || schema.parts(name).isPresent()
                ? json(type, text, where)
                : leaf(name, Single.candidates(text), text, where);
    }

    private Optional<JsonNode> json(Type<?> type, String text, String where) {
        try {
            return checked(type, JsonMapper.shared().readTree(text), where);
        } catch (JacksonException bad) {
            return wrong(where + ": expected " + Schema.text(type) + " in JSON, found " + shown(text) + ": "
                    + bad.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    /** JSON against a type. */
    private Optional<JsonNode> checked(Type<?> type, JsonNode json, String where) {
        if (json.isNull()) {
            return type instanceof NonNullType
                    ? wrong(where + ": expected " + Schema.text(type) + ", found null")
                    : Optional.of(json);
        }
        String name = Schema.named(type);
        if (nullable(type) instanceof ListType list) {
            return json instanceof ArrayNode array ? items(list.getType(), array, where) : unlike(type, json, where);
        }
        Optional<List<Argument>> parts = schema.parts(name);
        if (parts.isPresent()) {
            return json instanceof ObjectNode object ? object(parts.get(), object, where) : unlike(type, json, where);
        }
        return leaf(name, List.of(json), json.isString() ? json.asString() : json.toString(), where);
    }

    private Optional<JsonNode> items(Type<?> item, ArrayNode array, String where) {
        List<Optional<JsonNode>> read = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            read.add(checked(item, array.get(i), where + "[" + i + "]"));
        }
        return items(read);
    }

    private Optional<JsonNode> object(List<Argument> parts, ObjectNode object, String where) {
        int before = complaints.size();
        ObjectNode read = JSON.objectNode();
        Set<String> named = new HashSet<>();
        object.forEachEntry((name, value) -> {
            Optional<Argument> part = Spelling.find(name, parts, Argument::name);
            if (part.isEmpty()) {
                complaints.add(
                        where + "." + Printable.of(name) + ": unknown" + Spelling.hint(name, Schema.names(parts)));
            } else {
                String inner = part.get().name();
                named.add(inner);
                checked(part.get().type(), value, where + "." + inner).ifPresent(good -> read.set(inner, good));
            }
        });
        parts.stream()
                .filter(part -> part.isRequired() && !named.contains(part.name()))
                .forEach(part -> complaints.add(where + "." + part.name() + ": missing"));
        return complaints.size() == before ? Optional.of(read) : Optional.empty();
    }

    private Optional<JsonNode> unlike(Type<?> type, JsonNode json, String where) {
        return wrong(where + ": expected " + Schema.text(type) + ", found " + shown(json.toString()));
    }

    /** The first candidate that the type takes. */
    private Optional<JsonNode> leaf(String type, List<JsonNode> candidates, String text, String where) {
        Optional<List<String>> choices = schema.choices(type);
        if (choices.isPresent()) {
            return choice(choices.get(), text, where);
        }
        return candidates.stream()
                .filter(candidate -> Single.fault(type, candidate).isEmpty())
                .findFirst()
                .or(() -> wrong(where + ": expected " + type + ", found " + shown(text)
                        + Single.fault(type, candidates.getLast())
                                .filter(why -> !why.isEmpty())
                                .map(why -> " (" + why + ")")
                                .orElse("")
                        + Single.explained(type)));
    }

    private Optional<JsonNode> choice(List<String> choices, String text, String where) {
        return Spelling.find(text, choices, choice -> choice)
                .<JsonNode>map(JSON::stringNode)
                .or(() -> wrong(where + ": expected " + choices.stream().collect(Collectors.joining(", ")) + ", found "
                        + shown(text)));
    }

    private static String shown(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return '"' + Printable.of(start) + '"';
    }

    private <T> Optional<T> wrong(String complaint) {
        complaints.add(complaint);
        return Optional.empty();
    }
}
