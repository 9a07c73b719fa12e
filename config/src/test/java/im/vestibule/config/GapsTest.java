package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapsTest {
    private static final String SOUND = "[general]\ndefault_server_domain = \"localhost\"\nhosts = [\"localhost\"]\n";

    private static List<String> problems(String toml) {
        return Config.read(toml, Path.of(""), "door.toml").problems().stream()
                .map(Problem::toString)
                .toList();
    }

    /** In the time that it takes a parser to look ahead from each to the last, nobody would wait for it. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "# words\n", " \t\n", "\t# \t words\r\n#\n"})
    void readsMoreLinesThatSayNothingThanAnybodyHas(String line) {
        String gap = line.repeat(50_000);
        int before = 50_000 * (int) line.chars().filter(c -> c == '\n').count();

        assertThat(problems(gap + SOUND + gap)).isEmpty();
        assertThat(problems(SOUND + gap + "colour = 1\n" + gap))
                .containsExactly("door.toml:" + (before + 4)
                        + ":1: error: general.colour: unknown option (docs/options.md lists what there is)");
        assertThat(problems(SOUND + gap + "= 1\n" + gap))
                .singleElement()
                .asString()
                .startsWith("door.toml:" + (before + 4) + ":1: error: not TOML");
    }

    @Test
    void saysWhereSomethingWasFirst() {
        String gap = "\n".repeat(100);

        assertThat(problems(gap + SOUND + gap + "hosts = []\n"))
                .singleElement()
                .asString()
                .startsWith("door.toml:204:1: error: hosts is written twice")
                .contains("(first in line 103)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = \"\"\"%s\"\"\"\n",
                "a = \"\"\"\\\"\"\"\\%s\"\"\"\"\"\n",
                "a = '''\\%s'''\n",
                "a = \"'''\" # \"\"\"\nb = '''%s'''",
                "a = '\"\"\"'\nb = '''%s",
                "a = \"\"\"x\"\"\" # '''\nb = \"\"\"%s\"\"\"\n",
                "a = \"\\\"\" # \"\nb = \"\"\"%s",
            })
    void leavesTextsOfManyLinesAsTheyAre(String toml) {
        String text = toml.formatted("\n#\n".repeat(30));

        assertThat(Gaps.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = \"\"\"x\"\"\"\n%sb = 1",
                "a = '''x''''\n%sb = 1",
                "a = '\\'\n%sb = 1",
                "a = \"\\\\\"\n%sb = 1",
                "# \"\"\"\n%s",
                "a = [ # '''\n%s]",
            })
    void shortensWhatIsBehindThem(String toml) {
        String text = toml.formatted("\n".repeat(30));

        assertThat(Gaps.of(text).text()).isEqualTo(toml.formatted("\n".repeat(text.startsWith("#") ? 19 : 20)));
    }

    @Test
    void leavesWhatIsNoCommentToTheParser() {
        String line = "# \u0001\n";

        assertThat(Gaps.of(line.repeat(50)).text()).isEqualTo(line.repeat(50));
    }
}
