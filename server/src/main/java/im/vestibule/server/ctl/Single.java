package im.vestibule.server.ctl;

import graphql.GraphQLContext;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import im.vestibule.admin.graphql.Scalars;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Single values, as the server itself would read them. */
final class Single {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Single() {}

    /** What a typed word may be: a number or truth value perhaps, and always a text, which comes last. */
    static List<JsonNode> candidates(String text) {
        List<JsonNode> candidates = new ArrayList<>();
        switch (text) {
            case "true" -> candidates.add(JSON.booleanNode(true));
            case "false" -> candidates.add(JSON.booleanNode(false));
            default -> number(text).ifPresent(candidates::add);
        }
        candidates.add(JSON.stringNode(text));
        return candidates;
    }

    private static Optional<JsonNode> number(String text) {
        try {
            return Optional.of(number(new BigDecimal(text)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static JsonNode number(BigDecimal number) {
        try {
            return JSON.numberNode(number.intValueExact());
        } catch (ArithmeticException _) {
            return JSON.numberNode(number);
        }
    }

    /** Why a type does not take a value, in words or without any; empty if it does. */
    static Optional<String> fault(String type, JsonNode value) {
        return switch (type) {
            case "Int" -> unless(value.isInt());
            case "Float" -> unless(value.isNumber());
            case "Boolean" -> unless(value.isBoolean());
            case "String", "ID" -> unless(value.isString());
            default -> scalar(type).flatMap(scalar -> fault(scalar, value));
        };
    }

    private static Optional<String> unless(boolean fits) {
        return fits ? Optional.empty() : Optional.of("");
    }

    private static Optional<String> fault(GraphQLScalarType scalar, JsonNode value) {
        Object plain = value.isInt() ? value.intValue() : value.isString() ? value.asString() : value;
        try {
            scalar.getCoercing().parseValue(plain, GraphQLContext.getDefault(), Locale.ROOT);
            return Optional.empty();
        } catch (CoercingParseValueException e) {
            return Optional.of(String.valueOf(e.getMessage()).replace('_', ' '));
        }
    }

    private static Optional<GraphQLScalarType> scalar(String name) {
        return Scalars.ALL.stream().filter(each -> each.getName().equals(name)).findFirst();
    }

    /** What a type takes, in words; empty if they are not needed. */
    static String description(String type) {
        return scalar(type)
                .map(scalar -> String.valueOf(scalar.getDescription()))
                .orElse("");
    }

    /** The same as the end of a complaint. */
    static String explained(String type) {
        String words = description(type);
        return words.isEmpty() ? "" : ". " + type + ": " + words;
    }
}
