package im.vestibule.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Numbers, sizes and times. Times are integers in the file; their unit is part of the words. */
final class NumberTypes {
    static final Type<Integer> PORT = integer("a port, 0 to 65535", "ports", 0, 65_535);
    static final Type<Integer> POSITIVE = integer("a positive integer", "positive integers", 1, Integer.MAX_VALUE);
    static final Type<Integer> NON_NEGATIVE =
            integer("a non-negative integer", "non-negative integers", 0, Integer.MAX_VALUE);
    static final Type<Limit> LIMIT = limit("a positive integer", 1);
    static final Type<Limit> LIMIT_FROM_ZERO = limit("a non-negative integer", 0);
    static final Type<Limit> BYTES = limit("a positive integer (bytes)", 1);

    /** As {@link #LIMIT}, held in an int; {@link Integer#MAX_VALUE} for infinity. */
    static final Type<Integer> INT_LIMIT = orInfinity(
            POSITIVE,
            Function.identity(),
            Integer.MAX_VALUE,
            limit -> limit == Integer.MAX_VALUE ? "\"infinity\"" : limit.toString());

    static final Type<Duration> MILLIS = time("a positive integer (ms)", 1, Duration::ofMillis, Duration::toMillis);
    static final Type<Duration> MILLIS_FROM_ZERO =
            time("a non-negative integer (ms)", 0, Duration::ofMillis, Duration::toMillis);
    static final Type<Duration> SECONDS = time("a positive integer (s)", 1, Duration::ofSeconds, Duration::toSeconds);
    static final Type<Optional<Duration>> MILLIS_OR_INFINITY = orInfinity(MILLIS);
    static final Type<Optional<Duration>> MILLIS_FROM_ZERO_OR_INFINITY = orInfinity(MILLIS_FROM_ZERO);
    static final Type<Optional<Duration>> SECONDS_OR_INFINITY = orInfinity(SECONDS);

    private NumberTypes() {}

    /** A default in the unit of the file. */
    static Duration millis(int count) {
        return Duration.ofMillis(count);
    }

    /** A default in the unit of the file. */
    static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    static Type<Integer> integer(String one, String many, int least, int most) {
        return number(one, many, least, most).map(Math::toIntExact, Object::toString);
    }

    private static Type<Long> number(String one, String many, long least, long most) {
        return new Type<>(one, many, false, least, Object::toString, value -> number(value, least, most));
    }

    private static Optional<Long> number(Value value, long least, long most) {
        if (!(value.raw() instanceof Long number)) {
            return value.wrong("", hint(value.raw()));
        }
        if (number > most && most >= Integer.MAX_VALUE) {
            return value.wrong("too large", "at most " + most);
        }
        return number < least || number > most ? value.wrong("", "") : Optional.of(number);
    }

    private static String hint(Object raw) {
        if (raw instanceof String text && text.matches("[+-]?[0-9_]{1,19}")) {
            return "drop the quotes";
        }
        if (raw instanceof String text && text.matches("[0-9]+ ?[A-Za-z]+")) {
            return "a bare number, without unit or quotes";
        }
        return raw instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? "write " + number.longValue()
                : "";
    }

    private static Type<Duration> time(
            String words, int least, Function<Long, Duration> to, Function<Duration, Long> back) {
        return number(words, words, least, Integer.MAX_VALUE)
                .map(to, time -> back.apply(time).toString());
    }

    private static Type<Limit> limit(String words, long least) {
        return orInfinity(
                number(words, words, least, Long.MAX_VALUE - 1).map(Limit::new, NumberTypes::shown),
                Function.identity(),
                Limit.INFINITY,
                NumberTypes::shown);
    }

    private static Type<Optional<Duration>> orInfinity(Type<Duration> time) {
        return orInfinity(
                time,
                Optional::of,
                Optional.empty(),
                limit -> limit.map(time.show()).orElse("\"infinity\""));
    }

    private static <T, U> Type<U> orInfinity(Type<T> finite, Function<T, U> to, U infinity, Function<U, String> show) {
        String words = finite.one() + " or \"infinity\"";
        return new Type<>(words, words, false, infinity, show, value -> switch (value.raw()) {
            case String text when text.equals("infinity") -> Optional.of(infinity);
            case String text when meansInfinity(text) -> value.wrong("", "did you mean \"infinity\"?");
            case Double number when number.isInfinite() -> value.wrong("", "write \"infinity\", with the quotes");
            default -> finite.parse().apply(value).map(to);
        });
    }

    private static boolean meansInfinity(String text) {
        return Keys.nearest(text, List.of("infinity", "infinite", "unlimited")).isPresent();
    }

    private static String shown(Limit limit) {
        return limit.isInfinite() ? "\"infinity\"" : limit.toString();
    }
}
