package im.vestibule.admin.rest;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Refusal;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a call is answered with. What went wrong is a text, and by JSON a bare string.
 *
 * @param made segment behind the call's own path where what was made is found, not encoded
 * @param type of {@code body}
 * @param body empty for none
 */
public record Reply(Status status, Optional<String> made, String type, byte[] body) {
    public static final String JSON = "application/json";
    public static final String TEXT = "text/plain; charset=utf-8";
    private static final byte[] NOTHING = {};

    static Reply json(Object value) {
        return json(Status.OK, value);
    }

    static Reply json(Status status, Object value) {
        return new Reply(status, Optional.empty(), JSON, Json.write(value));
    }

    static Reply nothing(Status status) {
        return new Reply(status, Optional.empty(), JSON, NOTHING);
    }

    static Reply nothing() {
        return nothing(Status.NO_CONTENT);
    }

    /** Something has been made. */
    static Reply made(String segment, String text) {
        return new Reply(Status.CREATED, Optional.of(segment), TEXT, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Reply bad(String why) {
        return json(Status.BAD_REQUEST, why);
    }

    static Reply refused(Refusal why) {
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
