package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordsTest {
    /** RFC 4013 §3, and a character that came after Unicode 3.2. */
    @ParameterizedTest
    @CsvSource({
        "I\u00adX, IX",
        "user, user",
        "USER, USER",
        "\u00aa, a",
        "\u2168, IX",
        "p \u00a0q, 'p  q'",
        "\ud83d\ude00, \ud83d\ude00"
    })
    void mapsAsSaslprepSays(String typed, String prepared) {
        assertThat(Passwords.prepare(new Secret(typed)).map(Secret::reveal)).contains(prepared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0007", "\u06271", "a\u0000b", "\u00ad"})
    void refusesWhatNobodyCanHave(String typed) {
        assertThat(Passwords.prepare(new Secret(typed))).isEmpty();
    }

    @Test
    void hasAnAnswerForAnyText() {
        Random random = new Random(4013);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(1, 6), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            Passwords.prepare(new Secret(text))
                    .ifPresent(prepared -> assertThat(prepared.reveal()).isNotEmpty());
        }
    }

    @Test
    void refusesOneByteTooMany() {
        assertThat(Passwords.prepare(new Secret("p".repeat(Passwords.MAX_BYTES))))
                .isPresent();
        assertThat(Passwords.prepare(new Secret("p".repeat(Passwords.MAX_BYTES + 1))))
                .isEmpty();
        assertThat(Passwords.prepare(new Secret("\u00e9".repeat(Passwords.MAX_BYTES / 2))))
                .isPresent();
        assertThat(Passwords.prepare(new Secret("\u00e9".repeat(Passwords.MAX_BYTES / 2 + 1))))
                .isEmpty();
    }
}
