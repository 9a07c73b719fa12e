package im.vestibule.admin.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import im.vestibule.admin.Caller;
import im.vestibule.admin.graphql.Rules.Protection;
import im.vestibule.model.Jid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a caller may have a document executed at all. What does not depend on arguments is decided on all that is written,
 * in whatever operation or fragment, and whatever {@code @skip} says; arguments are looked at in the operation that would run.
 */
final class Permissions {
    private static final String CODE = "no_permissions";

    private final GraphQLSchema schema;
    private final Rules rules;

    Permissions(GraphQLSchema schema, Rules rules) {
        this.schema = schema;
        this.rules = rules;
    }

    /** A field that is asked for. */
    private record Asked(Field field, GraphQLFieldDefinition definition, String type, List<Object> path) {}

    /** One that is for others; said before its arguments are looked at. */
    Optional<Failure> refusal(Document document, Question question, Caller caller) {
        return switch (caller) {
            case Caller.Nobody _ -> touchesProtected(document) ? Optional.of(unknown(question)) : Optional.empty();
            case Caller.DomainAdmin _ ->
                everything(document).stream()
                        .filter(asked -> protection(asked).orElse(null) instanceof Protection.GlobalOnly)
                        .findFirst()
                        .map(asked -> failure(
                                "Cannot execute query " + question.name() + " without a global admin permissions",
                                asked.path()));
            case Caller.Admin _, Caller.User _ -> Optional.empty();
        };
    }

    /** One whose arguments are about others. */
    Optional<Failure> refusal(
            Document document,
            OperationDefinition running,
            CoercedVariables variables,
            Question question,
            Caller caller) {
        if (!(caller instanceof Caller.DomainAdmin(String domain))) {
            return Optional.empty();
        }
        Walk walk = new Walk(Optional.of(document));
        walk.into(running.getSelectionSet(), root(running), List.of());
        for (Asked asked : walk.found) {
            if (protection(asked).orElse(null) instanceof Protection.OwnDomain(List<String> names)) {
                List<String> strange = strange(asked, names, domain, variables);
                if (!strange.isEmpty()) {
                    return Optional.of(failure(
                            "Cannot execute query " + question.name()
                                    + " without permissions to the given domain. Args with invalid value: "
                                    + String.join(", ", strange),
                            asked.path()));
                }
            }
        }
        return Optional.empty();
    }

    private static Failure unknown(Question question) {
        return failure("Cannot execute query " + question.name() + " without permissions", List.of(question.name()));
    }

    private static Failure failure(String message, List<Object> path) {
        return Failure.of(CODE, message).at(path);
    }

    private Optional<Protection> protection(Asked asked) {
        return rules.protection(asked.type(), asked.definition().getName());
    }

    private boolean touchesProtected(Document document) {
        return document.getDefinitionsOfType(OperationDefinition.class).stream()
                        .anyMatch(operation -> rules.guards(root(operation).getName()))
                || everything(document).stream().anyMatch(this::isProtected);
    }

    private boolean isProtected(Asked asked) {
        return rules.guards(asked.type())
                || protection(asked).isPresent()
                || rules.guards(inner(asked.definition()).getName());
    }

    /** Every field that is written somewhere. */
    private List<Asked> everything(Document document) {
        Walk walk = new Walk(Optional.empty());
        document.getDefinitionsOfType(OperationDefinition.class)
                .forEach(operation -> walk.into(operation.getSelectionSet(), root(operation), List.of()));
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> walk.into(fragment.getSelectionSet(), type(fragment), List.of()));
        return walk.found;
    }

    private GraphQLObjectType root(OperationDefinition operation) {
        GraphQLObjectType root = switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
        if (root == null) {
            throw new IllegalArgumentException("not validated");
        }
        return root;
    }

    private @Nullable GraphQLType type(FragmentDefinition fragment) {
        return schema.getType(fragment.getTypeCondition().getName());
    }

    private static GraphQLNamedOutputType inner(GraphQLFieldDefinition definition) {
        return (GraphQLNamedOutputType) GraphQLTypeUtil.unwrapAll(definition.getType());
    }

    /** Collects fields. Each fragment once: what is in it is the same wherever it is used. */
    private final class Walk {
        private final List<Asked> found = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final Optional<Document> fragments;

        /** @param fragments whose fragments are gone into; empty for none */
        Walk(Optional<Document> fragments) {
            this.fragments = fragments;
        }

        void into(@Nullable SelectionSet set, @Nullable GraphQLType type, List<Object> path) {
            if (set == null) {
                return;
            }
            for (Selection<?> selection : set.getSelections()) {
                switch (selection) {
                    case Field field -> on(field, type, path);
                    case InlineFragment inline -> {
                        var condition = inline.getTypeCondition();
                        into(
                                inline.getSelectionSet(),
                                condition == null ? type : schema.getType(condition.getName()),
                                path);
                    }
                    case FragmentSpread spread
                    when seen.add(spread.getName()) ->
                        fragments
                                .flatMap(document -> document.getDefinitionsOfType(FragmentDefinition.class).stream()
                                        .filter(fragment -> fragment.getName().equals(spread.getName()))
                                        .findFirst())
                                .ifPresent(fragment -> into(fragment.getSelectionSet(), type(fragment), path));
                    default -> {}
                }
            }
        }

        private void on(Field field, @Nullable GraphQLType type, List<Object> path) {
            // What begins so is about the schema, which anybody may see.
            if (field.getName().startsWith("__") || !(type instanceof GraphQLFieldsContainer container)) {
                return;
            }
            GraphQLFieldDefinition definition = container.getFieldDefinition(field.getName());
            List<Object> deeper = new ArrayList<>(path);
            deeper.add(field.getResultKey());
            found.add(new Asked(field, definition, container.getName(), List.copyOf(deeper)));
            into(field.getSelectionSet(), inner(definition), deeper);
        }
    }

    /** The arguments that do not name the domain. One that is absent does not. */
    private List<String> strange(Asked asked, List<String> names, String domain, CoercedVariables variables) {
        Map<String, Object> arguments = ValuesResolver.getArgumentValues(
                schema.getCodeRegistry(),
                asked.definition().getArguments(),
                asked.field().getArguments(),
                variables,
                GraphQLContext.getDefault(),
                Locale.ROOT);
        return names.stream()
                .filter(name -> !names(at(arguments, List.of(name.split("\\."))), domain))
                .toList();
    }

    private static @Nullable Object at(@Nullable Object value, List<String> path) {
        if (path.isEmpty()) {
            return value;
        }
        return switch (value) {
            case Map<?, ?> object -> at(object.get(path.getFirst()), path.subList(1, path.size()));
            case Collection<?> list -> list.stream().map(each -> at(each, path)).toList();
            case null, default -> null;
        };
    }

    private static boolean names(@Nullable Object value, String domain) {
        return switch (value) {
            case Jid jid -> jid.domain().equals(domain);
            case String name -> name.equals(domain);
            case Collection<?> list -> list.stream().allMatch(each -> names(each, domain));
            case null, default -> false;
        };
    }
}
