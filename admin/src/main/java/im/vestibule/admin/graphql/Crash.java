package im.vestibule.admin.graphql;

import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.schema.GraphQLTypeUtil;
import im.vestibule.services.log.Tap;
import im.vestibule.services.store.StoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a command that throws: its field fails, the others don't. */
final class Crash implements DataFetcherExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Crash.class);

    // One question may have a thousand fields.
    private final Tap failures = new Tap();
    private final Tap crashes = new Tap();

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters parameters) {
        var environment = parameters.getDataFetchingEnvironment();
        var step = environment.getExecutionStepInfo();
        String field = GraphQLTypeUtil.simplePrint(environment.getParentType())
                + '.'
                + environment.getFieldDefinition().getName();
        Failure failure =
                failure(parameters.getException(), field, step.getPath().toList());
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(failure).build());
    }

    private Failure failure(Throwable cause, String field, List<Object> path) {
        if (cause instanceof StoreException trouble) {
            failures.take(System.nanoTime())
                    .ifPresent(unreported -> log.atWarn()
                            .addKeyValue("field", field)
                            .addKeyValue("reason", trouble.getMessage())
                            .addKeyValue("unreported", unreported)
                            .log("graphql_field_failed"));
            return Failure.of("resolver_error", "The store is out of order; try again later")
                    .at(path);
        }
        crashes.take(System.nanoTime())
                .ifPresent(unreported -> log.atError()
                        .addKeyValue("field", field)
                        .addKeyValue("unreported", unreported)
                        .setCause(cause)
                        .log("graphql_field_crashed"));
        return Failure.of("resolver_crash", "Unexpected " + field + " resolver crash")
                .at(path);
    }
}
