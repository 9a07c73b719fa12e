package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OptionsTest {
    private static Options options(String... words) {
        return CommandLine.populateCommand(new Options(), words);
    }

    private static List<String> complaints(String... words) {
        return options(words).complaints();
    }

    @Test
    void printsForPeopleOnATerminalAndForProgramsElsewhere() {
        assertThat(options().isJson(true)).isFalse();
        assertThat(options().isJson(false)).isTrue();
        assertThat(options("--json").isJson(true)).isTrue();
        assertThat(options("--table").isJson(false)).isFalse();
    }

    @Test
    void laterOnesHoldWhereTheySaySomething() {
        Options both = options("--config", "a", "--json").with(options("--config", "b"));
        assertThat(both.config()).contains(Path.of("b"));
        assertThat(both.isJson(true)).isTrue();
        assertThat(options("--user", "a").with(options()).user()).contains("a");
    }

    @Test
    void saysWhatDoesNotGoTogether() {
        assertThat(complaints("--config", "a", "--url", "http://x/")).hasSize(1);
        assertThat(complaints("--json", "--table")).hasSize(1);
        assertThat(complaints("--cafile", "a")).hasSize(1);
        assertThat(complaints("--password-file", "a")).hasSize(1);
        assertThat(complaints("--url", "ftp://x/")).hasSize(1);
        assertThat(complaints("--url", "localhost:5551")).hasSize(1);
        assertThat(complaints("--url", "https://x/", "--cafile", "a", "--user", "u", "--password-file", "p"))
                .isEmpty();
    }

    @Test
    void knowsHowManyValuesAnOptionTakes() {
        assertThat(Options.values("--config")).isEqualTo(1);
        assertThat(Options.values("--json")).isZero();
        assertThat(Options.values("--domain")).isEqualTo(Typed.NO_OPTION);
    }
}
