package im.vestibule.admin.graphql;

import graphql.language.IntValue;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every operation of a schema, with documents that ask for it. */
record Operations(GraphQLSchema schema) {
    private static final String OWN = " own ";

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("JID", "\"romeo@a.test\""),
            Map.entry("BareJID", "\"romeo@a.test\""),
            Map.entry("FullJID", "\"romeo@a.test/orchard\""),
            Map.entry("DomainName", "\"a.test\""),
            Map.entry("UserName", "\"romeo\""),
            Map.entry("NodeName", "\"self\""),
            Map.entry("DateTime", "\"2026-01-31T12:00:00Z\""),
            Map.entry("XmlElement", "\"<message from='romeo@a.test' to='juliet@a.test'/>\""),
            Map.entry("PosInt", "1"),
            Map.entry("NonNegInt", "1"),
            Map.entry("Int", "1"),
            Map.entry("ContactInput", "{jid: \"romeo@a.test\", name: \"Romeo\"}"));

    /**
     * One of them.
     *
     * @param type what the schema calls the category
     */
    record Operation(String kind, String category, String type, GraphQLFieldDefinition field) {
        /** What asks for it and nothing else. */
        String document() {
            return kind + " { " + category + " { " + call() + " } }";
        }

        /** The field with arguments, and something of what it comes to. */
        String call() {
            return call(Map.of());
        }

        /** @param other values of arguments, in the place of what they usually have; an empty one leaves its argument out */
        String call(Map<String, String> other) {
            String arguments = field.getArguments().stream()
                    .filter(argument -> !"".equals(other.get(argument.getName())))
                    .map(argument -> argument.getName() + ": "
                            + other.getOrDefault(argument.getName(), Operations.value(argument)))
                    .collect(Collectors.joining(", "));
            return field.getName() + (arguments.isEmpty() ? "" : "(" + arguments + ")") + selection();
        }

        /** What an argument usually has. */
        String value(String argument) {
            return Operations.value(field.getArgument(argument));
        }

        /** The arguments that must name the own domain of a domain's administrator; a dot leads into an object. */
        List<String> owned() {
            String rule = rule(field, "admin");
            return rule.startsWith(OWN) ? List.of(rule.substring(OWN.length()).split(" ")) : List.of();
        }

        boolean isGlobal() {
            return rule(field, "admin").equals(" global");
        }

        private String selection() {
            return GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType
                            || GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLUnionType
                    ? " { __typename }"
                    : "";
        }

        @Override
        public String toString() {
            return kind + " " + category + "." + field.getName();
        }
    }

    private static String value(GraphQLArgument argument) {
        GraphQLNamedType type = (GraphQLNamedType) GraphQLTypeUtil.unwrapAll(argument.getType());
        String value = type instanceof GraphQLEnumType choice
                ? choice.getValues().getFirst().getName()
                : VALUES.getOrDefault(type.getName(), "\"text\"");
        return GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(argument.getType())) ? "[" + value + "]" : value;
    }

    Stream<Operation> all() {
        return roots().entrySet().stream()
                .flatMap(root -> root.getValue().getFieldDefinitions().stream()
                        .filter(category -> !category.getName().equals("checkAuth"))
                        .flatMap(category -> fields(category)
                                .map(field -> new Operation(
                                        root.getKey(),
                                        category.getName(),
                                        type(category).getName(),
                                        field))));
    }

    private static Stream<GraphQLFieldDefinition> fields(GraphQLFieldDefinition category) {
        return type(category).getFieldDefinitions().stream();
    }

    private static GraphQLObjectType type(GraphQLFieldDefinition category) {
        return (GraphQLObjectType) category.getType();
    }

    private Map<String, GraphQLObjectType> roots() {
        return Map.of(
                "query",
                schema.getQueryType(),
                "mutation",
                Objects.requireNonNull(schema.getMutationType()),
                "subscription",
                Objects.requireNonNull(schema.getSubscriptionType()));
    }

    /** The operations as the reference has them, after a word for whom they are. */
    Stream<String> lines(String whom) {
        Stream<String> commands = all().map(operation -> whom
                + ' '
                + operation.kind()
                + ' '
                + operation.category()
                + '.'
                + signature(operation.field())
                + rule(operation.field(), whom));
        return Stream.concat(
                commands,
                Stream.of(whom + " query " + signature(schema.getQueryType().getFieldDefinition("checkAuth"))));
    }

    private static String signature(GraphQLFieldDefinition field) {
        String arguments =
                field.getArguments().stream().map(Operations::argument).collect(Collectors.joining(", "));
        return field.getName() + (arguments.isEmpty() ? "" : "(" + arguments + ")") + ": "
                + GraphQLTypeUtil.simplePrint(field.getType());
    }

    private static String argument(GraphQLArgument argument) {
        String given = argument.getName() + ": " + GraphQLTypeUtil.simplePrint(argument.getType());
        return argument.hasSetDefaultValue()
                ? given + " = "
                        + ((IntValue) Objects.requireNonNull(
                                        argument.getArgumentDefaultValue().getValue()))
                                .getValue()
                : given;
    }

    private static String rule(GraphQLFieldDefinition field, String whom) {
        Optional<GraphQLAppliedDirective> rule = Optional.ofNullable(field.getAppliedDirective("protected"));
        String type = rule.map(given -> String.valueOf(value(given, "type"))).orElse("ANY");
        return switch (type) {
            case "GLOBAL" -> " global";
            case "DOMAIN" ->
                OWN
                        + ((List<?>) value(rule.orElseThrow(), "args"))
                                .stream().map(String::valueOf).collect(Collectors.joining(" "));
            default -> whom.equals("admin") ? " any" : "";
        };
    }

    private static Object value(GraphQLAppliedDirective rule, String argument) {
        return Objects.requireNonNull(
                Objects.requireNonNull(rule.getArgument(argument), argument).<Object>getValue());
    }

    /** The types that are not of our making alone, as the reference has them. */
    Stream<String> types() {
        return schema.getAllTypesAsList().stream()
                .filter(type ->
                        !type.getName().startsWith("__") && !type.getName().equals("ProtectionType"))
                .filter(type -> !type.getName().matches(".*(Admin|User|Stats)?(Query|Mutation|Subscription)"))
                .flatMap(type -> line(type).stream());
    }

    private static Optional<String> line(GraphQLNamedType type) {
        return switch (type) {
            case GraphQLObjectType object ->
                Optional.of("object " + type.getName() + ": "
                        + object.getFieldDefinitions().stream()
                                .map(Operations::signature)
                                .collect(Collectors.joining(", ")));
            case GraphQLInputObjectType input ->
                Optional.of("input " + type.getName() + ": "
                        + input.getFieldDefinitions().stream()
                                .map(field -> field.getName() + ": " + GraphQLTypeUtil.simplePrint(field.getType()))
                                .collect(Collectors.joining(", ")));
            case GraphQLEnumType choice ->
                Optional.of("enum " + type.getName() + ": "
                        + choice.getValues().stream()
                                .map(value -> value.getName())
                                .collect(Collectors.joining(", ")));
            case GraphQLUnionType union ->
                Optional.of("union " + type.getName() + ": "
                        + union.getTypes().stream()
                                .map(GraphQLNamedType::getName)
                                .collect(Collectors.joining(" ")));
            default -> Optional.empty();
        };
    }
}
