package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ParsedTest {
    /** The parser throws a NullPointerException over its third and fourth line together. */
    private static final String STUMBLES = """
            [general]
            hots = ["a.test"]
            p={"",]
            [r]
            """;

    @Test
    void tellsTheLineThatTheParserStumblesOverAndReadsWhatIsBefore() {
        Parsed parsed = Parsed.of(STUMBLES);

        assertThat(parsed.isSound()).isFalse();
        assertThat(parsed.stumble()).hasValue(4);
        assertThat(parsed.table().getArray("general.hots").toList()).containsExactly("a.test");
    }

    @Test
    void anOperatorIsToldOfItAndOfMistakesBefore() {
        Reading reading = Config.read(STUMBLES, Path.of("/door"), "door.toml");

        assertThat(reading.problems())
                .extracting(Problem::toString)
                .anyMatch(
                        line -> line.startsWith("door.toml:4:1: error: not TOML (a bracket, brace or quote is missing"))
                .anyMatch(line ->
                        line.startsWith("door.toml:2:1: error: general.hots: unknown option (did you mean hosts?"));
        assertThat(reading.config()).isEmpty();
    }

    @Test
    void soundTextIsReadWhole() {
        assertThat(Parsed.of("a = 1\n").isSound()).isTrue();
        assertThat(Parsed.of("a = \n").stumble()).isEmpty();
        assertThat(Parsed.of("a = \n").isSound()).isFalse();
    }
}
