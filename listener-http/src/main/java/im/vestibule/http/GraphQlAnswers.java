package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.admin.graphql.Failure;
import im.vestibule.admin.graphql.Reply;

/** Replies of GraphQL as answers of HTTP. */
final class GraphQlAnswers {
    private static final String TYPE = "application/json";

    private GraphQlAnswers() {}

    static Response of(Reply reply) {
        return Guarded.data(status(reply.kind()), TYPE, reply.json().getBytes(UTF_8));
    }

    /** To somebody who has not come in. */
    static Response wrong() {
        return refused("wrong_credentials", "The provided credentials are wrong");
    }

    static Response malformed() {
        return refused("request_error", "The authorization header is malformed");
    }

    static Response unavailable() {
        Failure failure = Failure.of("internal_server_error", "Nobody can tell now who this is; try again later");
        return Guarded.data(
                Status.SERVICE_UNAVAILABLE,
                TYPE,
                Reply.of(Reply.Kind.FAILED, failure).json().getBytes(UTF_8));
    }

    private static Response refused(String code, String message) {
        return of(Reply.of(Reply.Kind.REFUSED, Failure.of(code, message)));
    }

    private static Status status(Reply.Kind kind) {
        return switch (kind) {
            case EXECUTED -> Status.OK;
            case REFUSED -> Status.UNAUTHORIZED;
            case INVALID -> Status.BAD_REQUEST;
            case FAILED -> Status.INTERNAL_SERVER_ERROR;
        };
    }
}
