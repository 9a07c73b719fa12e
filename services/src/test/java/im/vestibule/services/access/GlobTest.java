package im.vestibule.services.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "juliet, juliet",
        "*, juliet",
        "*, ''",
        "**, x",
        "j*t, juliet",
        "j*t, jt",
        "j*l*t, juliet",
        "*a*b, xaxbab",
        "j?liet, juliet",
        "?, \ud83d\ude00",
        "[jr]*, romeo",
        "[a-j]uliet, juliet",
        "[!r]*, juliet",
        "[^r]*, juliet",
        "[]x], ]",
        "[!]x], y",
        "[a-], -",
        "[, [",
        "a[b, a[b",
        "[], []",
        "bot-[0-9][0-9], bot-07"
    })
    void matches(String pattern, String text) {
        assertThat(Glob.of(pattern).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "juliet, romeo",
        "juliet, juliet2",
        "uliet, juliet",
        "'', x",
        "j*t, julie",
        "j*t, xjuliet",
        "?, ''",
        "??, x",
        "[jr]*, mercutio",
        "[a-j]uliet, Juliet",
        "[!r]*, romeo",
        "[^r]*, ''",
        "[]x], y",
        "[!]x], ]",
        "*a, xab",
        "a.c, abc",
        "bot-[0-9][0-9], bot-7"
    })
    void doesNotMatch(String pattern, String text) {
        assertThat(Glob.of(pattern).matches(text)).isFalse();
    }

    @Test
    void takesNoLongerForManyStars() {
        // Backtracking into every star would take years.
        assertThat(Glob.of("*a".repeat(100)).matches("a".repeat(99) + "b".repeat(900)))
                .isFalse();
    }
}
