package im.vestibule.admin.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Refusal;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a call is answered with. What went wrong is a text, and by JSON a bare string.
 *
 * @param made segment behind the call's own path where what was made is found, not encoded
 * @param body empty for none
 */
public record Reply(Status status, Optional<String> made, Optional<Body> body) {
    static final String JSON = "application/json";

    /** What follows the head. */
    public sealed interface Body {
        /** @param value of maps, lists and single values */
        record Data(Object value) implements Body {}

        record Words(String text) implements Body {}

        /** Value of {@code content-type}. */
        default String type() {
            return switch (this) {
                case Data _ -> JSON;
                case Words _ -> "text/plain; charset=utf-8";
            };
        }

        default byte[] encode() {
            return switch (this) {
                case Data(Object value) -> Json.write(value);
                case Words(String text) -> text.getBytes(UTF_8);
            };
        }
    }

    static Reply json(Object value) {
        return json(Status.OK, value);
    }

    static Reply json(Status status, Object value) {
        return new Reply(status, Optional.empty(), Optional.of(new Body.Data(value)));
    }

    static Reply nothing(Status status) {
        return new Reply(status, Optional.empty(), Optional.empty());
    }

    static Reply nothing() {
        return nothing(Status.NO_CONTENT);
    }

    /** Something has been made. */
    static Reply made(String segment, String text) {
        return new Reply(Status.CREATED, Optional.of(segment), Optional.of(new Body.Words(text)));
    }

    static Reply bad(String why) {
        return json(Status.BAD_REQUEST, why);
    }

    /** What a command's refusal comes to. */
    public static Reply refused(Refusal why) {
        return json(Status.of(why.code()), why.message());
    }

    /** @param done what to say if it was */
    static <T> Reply of(Answer<T> answer, Function<? super T, Reply> done) {
        return switch (answer) {
            case Answer.Done<T>(T value) -> done.apply(value);
            case Answer.Refused<T>(Refusal why) -> refused(why);
        };
    }

    /** Where there is nothing to say but that it was done. */
    static Reply of(Answer<?> answer) {
        return of(answer, _ -> nothing());
    }
}
