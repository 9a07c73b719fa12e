package im.vestibule.admin.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.NonNullableValueCoercedAsNullException;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import im.vestibule.admin.command.Commands;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers questions by one schema. From any virtual thread, on which it waits for what the commands wait for. */
public final class Engine {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private final Schemas schemas;
    private final Documents documents;
    private final Permissions permissions;
    private final GraphQL library;

    private Engine(Schemas schemas) {
        this.schemas = schemas;
        documents = new Documents(schemas.schema());
        permissions = new Permissions(schemas.schema(), schemas.rules());
        library = GraphQL.newGraphQL(schemas.schema())
                .preparsedDocumentProvider((input, _) -> CompletableFuture.completedFuture(new PreparsedDocumentEntry(
                        Objects.requireNonNull(input.getGraphQLContext().<Document>get(Document.class)))))
                .defaultDataFetcherExceptionHandler(new Crash())
                .build();
    }

    /** For the endpoints {@code admin} and {@code domain_admin}. */
    public static Engine admin(Commands commands) {
        Fields fields = new Fields();
        AuthFields.admin(fields);
        AccountFields.admin(fields, commands.account(), commands.imports());
        LastFields.admin(fields, commands.last());
        OfflineFields.admin(fields, commands.offline());
        StatFields.admin(fields, commands.stat(), commands.server().machine());
        ServerFields.admin(fields, commands.server());
        MnesiaFields.admin(fields, commands.mnesia());
        return new Engine(Schemas.of(Sdl.ADMIN, fields, new Requirements(commands.hosts(), Set.of())));
    }

    /** For the endpoint {@code user}. */
    public static Engine user(Commands commands) {
        Fields fields = new Fields();
        AuthFields.user(fields);
        AccountFields.user(fields, commands.account());
        LastFields.user(fields, commands.last());
        return new Engine(Schemas.of(Sdl.USER, fields, new Requirements(commands.hosts(), Set.of())));
    }

    /** How a question comes. */
    public enum Way {
        /** By a request that is to change nothing. */
        READING,
        /** By any other that is answered at once. */
        ANY;

        private boolean takes(Operation operation) {
            return switch (operation) {
                case QUERY -> true;
                case MUTATION -> this == ANY;
                case SUBSCRIPTION -> false;
            };
        }
    }

    /** Answers a question, whatever it is. */
    public Reply ask(Question question, Context context, Way way) {
        try {
            return switch (documents.read(question.document())) {
                case Documents.Reading.Faulty(List<Failure> failures) -> Reply.of(Reply.Kind.INVALID, failures);
                case Documents.Reading.Sound(Document document) -> ask(document, question, context, way);
            };
        } catch (RuntimeException mistake) {
            log.atError().setCause(mistake).log("graphql_failed");
            return Reply.of(Reply.Kind.FAILED, Failure.of("internal_server_error", "GraphQL Internal Server Error"));
        }
    }

    private Reply ask(Document document, Question question, Context context, Way way) {
        Optional<Failure> stranger = permissions.refusal(document, question, context.caller());
        if (stranger.isPresent()) {
            return Reply.of(Reply.Kind.REFUSED, stranger.get());
        }
        Optional<OperationDefinition> running = operation(document, question);
        if (running.isEmpty()) {
            return invalid("unknown_operation", "There is no such operation, or it is not said which one is meant");
        }
        CoercedVariables variables;
        try {
            variables = ValuesResolver.coerceVariableValues(
                    schemas.schema(),
                    running.get().getVariableDefinitions(),
                    RawVariables.of(question.variables()),
                    GraphQLContext.getDefault(),
                    Locale.ROOT);
        } catch (NonNullableValueCoercedAsNullException missing) {
            return invalid("missing_non_null_param", String.valueOf(missing.getMessage()));
        } catch (GraphQLException wrong) {
            return invalid("input_coercion", String.valueOf(wrong.getMessage()));
        }
        Optional<Failure> strange = permissions.refusal(document, running.get(), variables, question, context.caller());
        if (strange.isPresent()) {
            return Reply.of(Reply.Kind.REFUSED, strange.get());
        }
        if (!way.takes(running.get().getOperation())) {
            return invalid("unsupported_operation", "This operation is not supported by this kind of request");
        }
        return execute(document, question, context);
    }

    private static Reply invalid(String code, String message) {
        return Reply.of(Reply.Kind.INVALID, Failure.of(code, message));
    }

    private static Optional<OperationDefinition> operation(Document document, Question question) {
        List<OperationDefinition> all = document.getDefinitionsOfType(OperationDefinition.class);
        return question.operation().isEmpty()
                ? Optional.of(all).filter(operations -> operations.size() == 1).map(List::getFirst)
                : all.stream()
                        .filter(each -> question.operation().get().equals(each.getName()))
                        .findFirst();
    }

    private Reply execute(Document document, Question question, Context context) {
        ExecutionResult result = library.execute(ExecutionInput.newExecutionInput()
                .query(question.document())
                .operationName(question.operation().orElse(null))
                .variables(question.variables())
                .locale(Locale.ROOT)
                .graphQLContext(builder -> {
                    context.put(builder);
                    builder.of(Document.class, document);
                })
                .build());
        List<Failure> failures = failures(result.getErrors());
        return result.isDataPresent()
                ? Reply.executed(Optional.ofNullable(result.<Object>getData()), failures)
                : Reply.of(Reply.Kind.INVALID, failures);
    }

    private static List<Failure> failures(List<GraphQLError> errors) {
        return errors.stream().map(Failure::of).toList();
    }
}
