package im.vestibule.admin.graphql;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the library's errors are called. */
final class Codes {
    private Codes() {}

    static String of(GraphQLError error) {
        return switch (error) {
            case ValidationError invalid
            when invalid.getValidationErrorType() instanceof ValidationErrorType type -> of(type);
            case CoercingParseValueException _, CoercingParseLiteralException _ -> "input_coercion";
            default -> of(error.getErrorType());
        };
    }

    private static String of(@Nullable ErrorClassification type) {
        return switch (type) {
            case ErrorType.InvalidSyntax -> "parser_error";
            case ErrorType.ValidationError -> "invalid_document";
            case ErrorType.OperationNotSupported -> "unsupported_operation";
            case null, default -> "resolver_error";
        };
    }

    private static String of(ValidationErrorType type) {
        return switch (type) {
            case FieldUndefined -> "unknown_field";
            case UnknownArgument -> "unknown_argument";
            case MissingFieldArgument, NullValueForNonNullArgument -> "missing_non_null_param";
            case WrongType, BadValueForDefaultArg -> "input_coercion";
            case UndefinedVariable -> "unbound_variable";
            case UndefinedFragment -> "unknown_fragment";
            case UnknownDirective -> "unknown_directive";
            case UnknownType -> "unknown_type";
            case DuplicateOperationName,
                    DuplicateFragmentName,
                    DuplicateArgumentNames,
                    DuplicateVariableName,
                    DuplicateDirectiveName,
                    UniqueObjectFieldName -> "not_unique";
            case MaxQueryDepthExceeded -> "too_deep";
            case MaxQueryFieldsExceeded -> "too_complex";
            default -> words(type.name());
        };
    }

    /** The library's own name, as one word among ours. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
