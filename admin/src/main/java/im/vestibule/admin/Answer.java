package im.vestibule.admin;

import java.util.function.Function;

/** What came of a command. */
public sealed interface Answer<T> {
    record Done<T>(T value) implements Answer<T> {}

    record Refused<T>(Refusal why) implements Answer<T> {}

    static <T> Answer<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Answer<T> refused(Refusal why) {
        return new Refused<>(why);
    }

    static <T> Answer<T> refused(Code code, String message) {
        return new Refused<>(Refusal.of(code, message));
    }

    /** The same, if it was done, as something else. */
    default <R> Answer<R> map(Function<? super T, ? extends R> as) {
        return switch (this) {
            case Done<T>(T value) -> done(as.apply(value));
            case Refused<T>(Refusal why) -> refused(why);
        };
    }

    /** Goes on, if it was done. */
    default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case Refused<T>(Refusal why) -> refused(why);
        };
    }
}
