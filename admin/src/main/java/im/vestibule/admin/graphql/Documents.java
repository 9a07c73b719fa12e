package im.vestibule.admin.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.StringValue;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.validation.GoodFaithIntrospectionExceeded;
import graphql.validation.OperationValidationRule;
import graphql.validation.QueryComplexityLimits;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads documents and sees whether they fit a schema, within limits. Remembers those that do, unless there is a text written
 * into them: that may be a password, and is hardly ever asked twice. From any thread.
 */
final class Documents {
    /** Levels of fields within fields; a client that introspects needs 15, and the library lets none have more than these. */
    static final int DEPTH = 20;

    /** Fields, those of a fragment wherever it is used; half as many, by the library, where the schema is asked about. */
    static final int FIELDS = 1_000;

    /** Tokens; a text is one of them, however long. */
    static final int TOKENS = 10_000;

    /** Characters of documents that are remembered, all together and each. */
    static final int KEPT = 4 << 20;

    static final int LONGEST_KEPT = 64 << 10;

    private static final ParserOptions OPTIONS = ParserOptions.newParserOptions()
            .captureIgnoredChars(false)
            .captureLineComments(false)
            .maxTokens(TOKENS)
            .maxWhitespaceTokens(2 * TOKENS)
            .maxRuleDepth(200)
            .redactTokenParserErrorMessages(true)
            .build();
    private static final QueryComplexityLimits LIMITS = QueryComplexityLimits.newLimits()
            .maxDepth(DEPTH)
            .maxFieldsCount(FIELDS)
            .build();

    private static final Set<String> CONDITIONS = Set.of("skip", "include");
    private static final Failure CONDITIONAL =
            Failure.of("misplaced_directive", "A document with a subscription has no @skip and no @include");

    private final GraphQLSchema schema;
    private final Cache<String, Document> known = Caffeine.newBuilder()
            .maximumWeight(KEPT)
            .weigher((String text, Document document) -> text.length())
            .executor(Runnable::run)
            .build();

    Documents(GraphQLSchema schema) {
        this.schema = schema;
    }

    /** What has come of a text. */
    sealed interface Reading {
        record Sound(Document document) implements Reading {}

        record Faulty(List<Failure> failures) implements Reading {}
    }

    Reading read(String text) {
        Document kept = known.getIfPresent(text);
        if (kept != null) {
            return new Reading.Sound(kept);
        }
        Document document;
        try {
            document = new Parser()
                    .parseDocument(ParserEnvironment.newParserEnvironment()
                            .document(text)
                            .parserOptions(OPTIONS)
                            .locale(Locale.ROOT)
                            .build());
        } catch (InvalidSyntaxException fault) {
            return new Reading.Faulty(List.of(Failure.of("parser_error", String.valueOf(fault.getMessage()))));
        }
        List<Failure> faults = isConditional(document) ? List.of(CONDITIONAL) : validate(document);
        if (!faults.isEmpty()) {
            return new Reading.Faulty(faults);
        }
        if (text.length() <= LONGEST_KEPT && !holdsText(document)) {
            known.put(text, document);
        }
        return new Reading.Sound(document);
    }

    /** What a subscription is about is asked last: the library breaks down over fragments that are not there, or not of this type. */
    private List<Failure> validate(Document document) {
        List<Failure> faults =
                validate(document, rule -> rule != OperationValidationRule.SUBSCRIPTION_UNIQUE_ROOT_FIELD);
        return faults.isEmpty()
                ? validate(document, rule -> rule == OperationValidationRule.SUBSCRIPTION_UNIQUE_ROOT_FIELD)
                : faults;
    }

    private List<Failure> validate(Document document, Predicate<OperationValidationRule> rules) {
        try {
            return new Validator()
                    .validateDocument(schema, document, rules, Locale.ROOT, LIMITS).stream()
                            .map(Documents::failure)
                            .toList();
        } catch (GoodFaithIntrospectionExceeded _) {
            // The library's way to say no.
            return List.of(Failure.of("too_complex", "This is more about the schema than any client needs to know"));
        }
    }

    /**
     * Whether what a subscription is about depends on something (GraphQL, September 2025, §5.2.4.1, forbids it at the root).
     * The library's validator cannot be asked, as it wants to know the variables.
     */
    private static boolean isConditional(Document document) {
        return document.getDefinitionsOfType(OperationDefinition.class).stream()
                        .anyMatch(each -> each.getOperation() == OperationDefinition.Operation.SUBSCRIPTION)
                && holdsCondition(document);
    }

    private static boolean holdsCondition(Node<?> node) {
        return (node instanceof Directive directive && CONDITIONS.contains(directive.getName()))
                || node.getChildren().stream().anyMatch(Documents::holdsCondition);
    }

    private static Failure failure(ValidationError error) {
        List<String> path = error.getQueryPath();
        return Failure.of(error).at(path == null ? List.of() : List.copyOf(path));
    }

    private static boolean holdsText(Node<?> node) {
        return node instanceof StringValue || node.getChildren().stream().anyMatch(Documents::holdsText);
    }
}
