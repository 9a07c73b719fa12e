package im.vestibule.services.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.vestibule.config.Secret;
import org.junit.jupiter.api.Test;

final class QuestionTest {
    @Test
    void comesWithItsLength() {
        assertThat(Question.of("isuser", "ju", "é").bytes()).isEqualTo("\0\u000cisuser:ju:é".getBytes(UTF_8));
    }

    @Test
    void mayHoldColonsInThePasswordOnly() {
        assertThat(new String(Question.of("auth", "a", "b", new Secret(":x:")).bytes(), UTF_8))
                .isEqualTo("\0\u000cauth:a:b::x:");
        assertThatIllegalArgumentException().isThrownBy(() -> Question.of("auth", "a:b", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> Question.of("auth", "a", "[::1]"));
    }

    @Test
    void isNoLongerThanItsLengthCanSay() {
        int rest = Question.LONGEST - "auth:a:b:".length();
        assertThat(Question.of("auth", "a", "b", new Secret("x".repeat(rest))).bytes())
                .hasSize(Question.LONGEST + 2)
                .startsWith(0xFF, 0xFF);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Question.of("auth", "a", "b", new Secret("x".repeat(rest + 1))));
    }

    @Test
    void doesNotShowItsPassword() {
        assertThat(Question.of("auth", "a", "b", new Secret("r0m30"))).hasToString("Question[***]");
    }
}
