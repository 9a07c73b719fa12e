package im.vestibule.services.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntropyTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "a, 4.70",
        "secret, 28.20",
        "SECRET, 28.20",
        "0000, 13.29",
        "aA, 11.40",
        "aA1!, 26.28",
        "\u00e9, 7",
        "' ', 7",
        "\ud83d\ude00, 7"
    })
    void countsTheBitsOfTheAlphabetForEachCharacter(String password, double bits) {
        assertThat(Entropy.bits(password)).isCloseTo(bits, within(0.01));
    }
}
