package im.vestibule.admin.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.GraphQLException;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.CoercedVariables;
import graphql.execution.NonNullableValueCoercedAsNullException;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.GraphQLSchema;
import im.vestibule.admin.command.Commands;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
        Crash crash = new Crash();
        library = GraphQL.newGraphQL(schemas.schema())
                .preparsedDocumentProvider((input, _) -> CompletableFuture.completedFuture(new PreparsedDocumentEntry(
                        Objects.requireNonNull(input.getGraphQLContext().<Document>get(Document.class)))))
                .defaultDataFetcherExceptionHandler(crash)
                // Each occasion is answered like a query: see Occasion.
                .subscriptionExecutionStrategy(new AsyncExecutionStrategy(crash))
                .build();
    }

    /** For the endpoints {@code admin} and {@code domain_admin}. */
    public static Engine admin(Commands commands) {
        Fields fields = new Fields();
        AuthFields.admin(fields);
        AccountFields.admin(fields, commands.account(), commands.imports());
        DomainFields.admin(fields, commands.domain());
        GdprFields.admin(fields, commands.gdpr());
        LastFields.admin(fields, commands.last());
        MetricFields.admin(fields, commands.metric());
        MnesiaFields.admin(fields, commands.mnesia());
        OfflineFields.admin(fields, commands.offline());
        RosterFields.admin(fields, commands.roster());
        ServerFields.admin(fields, commands.server());
        SessionFields.admin(fields, commands.session());
        StanzaFields.admin(fields, commands.stanza());
        StanzaFields.subscriptions(fields, commands.stanza());
        StatFields.admin(fields, commands.stat(), commands.server().machine());
        TokenFields.admin(fields, commands.token());
        return new Engine(Schemas.of(Sdl.ADMIN, fields, requirements(commands)));
    }

    /** For the endpoint {@code user}. */
    public static Engine user(Commands commands) {
        Fields fields = new Fields();
        AuthFields.user(fields);
        AccountFields.user(fields, commands.account());
        LastFields.user(fields, commands.last());
        RosterFields.user(fields, commands.roster());
        SessionFields.user(fields, commands.session());
        StanzaFields.user(fields, commands.stanza());
        StanzaFields.subscriptions(fields);
        TokenFields.user(fields, commands.token());
        return new Engine(Schemas.of(Sdl.USER, fields, requirements(commands)));
    }

    GraphQLSchema schema() {
        return schemas.schema();
    }

    private static Requirements requirements(Commands commands) {
        return new Requirements(commands.hosts(), commands.domain().isOn() ? Set.of("service_domain_db") : Set.of());
    }

    /** How a question comes. */
    public enum Way {
        /** By a request that is to change nothing. */
        READING,
        /** By any other that is answered at once. */
        ANY,
        /** By one whose answer goes on. */
        STREAM;

        private boolean takes(Operation operation) {
            return switch (operation) {
                case QUERY -> this != STREAM;
                case MUTATION -> this == ANY;
                case SUBSCRIPTION -> this == STREAM;
            };
        }
    }

    /** A question that may be answered, or what to say instead. */
    private sealed interface Judgment {
        record Sound(Document document) implements Judgment {}

        record Unsound(Reply reply) implements Judgment {}
    }

    /** Answers a question at once. */
    public Reply ask(Question question, Context context, Way way) {
        return guarded(() -> switch (judge(question, context, way)) {
            case Judgment.Sound(Document document) ->
                reply(execute(document, question, context, new Occasion.Beginning()));
            case Judgment.Unsound(Reply reply) -> reply;
        });
    }

    /** Begins to answer a question that goes on being answered. */
    public Subscription.Opening subscribe(Question question, Context context, InstantSource clock) {
        Subscription.Opening[] opening = new Subscription.Opening[1];
        Reply reply = guarded(() -> switch (judge(question, context, Way.STREAM)) {
            case Judgment.Unsound(Reply unsound) -> unsound;
            case Judgment.Sound(Document document) -> {
                Occasion.Beginning beginning = new Occasion.Beginning();
                ExecutionResult first = execute(document, question, context, beginning);
                if (first.getErrors().isEmpty() && beginning.accounts().size() == 1) {
                    opening[0] = new Subscription.Opening.Opened(new Subscription(
                            beginning.accounts().iterator().next(),
                            message -> event(execute(
                                    document, question, context, new Occasion.Message(message, clock.instant())))));
                }
                yield beginning.accounts().size() > 1
                        ? invalid("not_unique", "A subscription is about one account")
                        : reply(first);
            }
        });
        return opening[0] == null ? new Subscription.Opening.Answered(reply) : opening[0];
    }

    private static Reply guarded(Supplier<Reply> task) {
        try {
            return task.get();
        } catch (RuntimeException mistake) {
            log.atError().setCause(mistake).log("graphql_failed");
            return Reply.of(Reply.Kind.FAILED, Failure.of("internal_server_error", "GraphQL Internal Server Error"));
        }
    }

    /** Whether a question can be understood, and this caller may ask it so. */
    private Judgment judge(Question question, Context context, Way way) {
        return switch (documents.read(question.document())) {
            case Documents.Reading.Faulty(List<Failure> failures) ->
                new Judgment.Unsound(Reply.of(Reply.Kind.INVALID, failures));
            case Documents.Reading.Sound(Document document) ->
                objection(document, question, context, way)
                        .<Judgment>map(Judgment.Unsound::new)
                        .orElseGet(() -> new Judgment.Sound(document));
        };
    }

    private Optional<Reply> objection(Document document, Question question, Context context, Way way) {
        Optional<Failure> stranger = permissions.refusal(document, question, context.caller());
        if (stranger.isPresent()) {
            return stranger.map(failure -> Reply.of(Reply.Kind.REFUSED, failure));
        }
        Optional<OperationDefinition> running = operation(document, question);
        if (running.isEmpty()) {
            return Optional.of(
                    invalid("unknown_operation", "There is no such operation, or it is not said which one is meant"));
        }
        Optional<Reply> objection = objection(document, running.get(), question, context);
        return objection.isPresent() || way.takes(running.get().getOperation())
                ? objection
                : Optional.of(
                        invalid("unsupported_operation", "This operation is not supported by this kind of request"));
    }

    /** What is wrong with the arguments. */
    private Optional<Reply> objection(
            Document document, OperationDefinition running, Question question, Context context) {
        try {
            CoercedVariables variables = ValuesResolver.coerceVariableValues(
                    schemas.schema(),
                    running.getVariableDefinitions(),
                    RawVariables.of(question.variables()),
                    GraphQLContext.getDefault(),
                    Locale.ROOT);
            return permissions
                    .refusal(document, running, variables, question, context.caller())
                    .map(failure -> Reply.of(Reply.Kind.REFUSED, failure));
        } catch (NonNullableValueCoercedAsNullException missing) {
            return Optional.of(invalid("missing_non_null_param", String.valueOf(missing.getMessage())));
        } catch (GraphQLException wrong) {
            return Optional.of(invalid("input_coercion", String.valueOf(wrong.getMessage())));
        }
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

    private ExecutionResult execute(Document document, Question question, Context context, Occasion occasion) {
        return library.execute(ExecutionInput.newExecutionInput()
                .query(question.document())
                .operationName(question.operation().orElse(null))
                .variables(question.variables())
                .locale(Locale.ROOT)
                .graphQLContext(builder -> {
                    context.put(builder);
                    occasion.put(builder);
                    builder.of(Document.class, document);
                })
                .build());
    }

    private static Reply reply(ExecutionResult result) {
        List<Failure> failures = result.getErrors().stream().map(Failure::of).toList();
        return result.isDataPresent()
                ? Reply.executed(Optional.ofNullable(result.<Object>getData()), failures)
                : Reply.of(Reply.Kind.INVALID, failures);
    }

    private static Optional<String> event(ExecutionResult result) {
        return saysSomething(result.<Object>getData())
                ? Optional.of(reply(result).json())
                : Optional.empty();
    }

    private static boolean saysSomething(@Nullable Object data) {
        return switch (data) {
            case null -> false;
            case Map<?, ?> object -> object.values().stream().anyMatch(Engine::saysSomething);
            case Collection<?> list -> list.stream().anyMatch(Engine::saysSomething);
            default -> true;
        };
    }
}
