package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class WordsTest {
    /** A file for every name but one. */
    private static final Sources SOURCES = new Sources() {
        @Override
        public String input(String prompt) {
            return prompt.isEmpty() ? "<piped/>\r\n" : "typed " + prompt;
        }

        @Override
        public String file(String name) throws IOException {
            if (name.equals("missing")) {
                throw new NoSuchFileException(name);
            }
            return name.endsWith(".json") ? "{\"name\": \"n\"}\n" : "<file name='" + name + "'/>\n";
        }
    };

    private static Wish read(String... words) {
        return Words.read(List.of(words), Rich.CATALOG, Options::values, SOURCES);
    }

    private static List<String> complaints(String... words) {
        return assertThat(read(words))
                .asInstanceOf(InstanceOfAssertFactories.type(Wish.Puzzle.class))
                .actual()
                .complaints();
    }

    private static Wish.Run run(String... words) {
        return assertThat(read(words))
                .asInstanceOf(InstanceOfAssertFactories.type(Wish.Run.class))
                .actual();
    }

    private static String variables(String... words) {
        return run(words).variables().toString();
    }

    @Test
    void namesAreThoseOfTheSchemaOrTheSameWithDashes() {
        assertThat(variables("card", "getCard", "--user", "a@b.test")).isEqualTo("{\"user\":\"a@b.test\"}");
        assertThat(run("muc-light", "count-rooms").operation().words()).isEqualTo("muc_light countRooms");
        assertThat(variables("card", "change-password", "--new-password=x")).isEqualTo("{\"newPassword\":\"x\"}");
        assertThat(run("check-auth").operation().words()).isEqualTo("checkAuth");
    }

    @Test
    void guessesWhatWasMeant() {
        assertThat(complaints("crad", "getCard")).containsExactly("crad: no such category (did you mean card?)");
        assertThat(complaints("card", "getCrad"))
                .containsExactly("card getCrad: no such command (did you mean getCard?)");
        assertThat(complaints("card", "getCard", "--usr", "a@b.test", "--user", "a@b.test"))
                .containsExactly("--usr: unknown argument (did you mean --user?)");
        assertThat(complaints("muc_light", "getRooms", "--x", "1"))
                .containsExactly("--x: muc_light getRooms takes no arguments");
    }

    @Test
    void saysWhatThereIsWhereThereIsNothingToGuess() {
        assertThat(complaints("zebra"))
                .containsExactly("zebra: no such category (there are card, muc_light, checkAuth)");
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThat(complaints("card", "search", "--limit", "0", "--kinds", "WORK", "--deep", "[[1, \"2\"]]", "stray"))
                .containsExactly(
                        "stray: expected --argument value",
                        "--limit: expected PosInt, found \"0\" (Value is not a positive integer)."
                                + " PosInt: A whole number above 0.",
                        "--kinds: expected HOME, NOT_HOME, found \"WORK\"",
                        "--deep[0][1]: expected Int, found \"2\"");
    }

    @Test
    void wantsWhatIsRequired() {
        assertThat(complaints("card", "getCard")).containsExactly("--user: missing, a JID!");
    }

    @Test
    void aValueMayBeginWithDashesButMustBeThere() {
        assertThat(variables("card", "search", "--text", "--limit")).isEqualTo("{\"text\":\"--limit\"}");
        assertThat(complaints("card", "search", "--text")).containsExactly("--text: needs a value");
        assertThat(complaints("card", "search", "--text", "a", "--text", "b")).contains("--text: given 2 times");
    }

    @Test
    void optionsOfCtlMayStandBehindUnlessTheCommandHasAnArgumentOfThatName() {
        Wish.Run run = run("card", "getCard", "--config", "f.toml", "--user", "a@b.test", "--json", "--url=http://x/");
        assertThat(run.late()).containsExactly("--config=f.toml", "--json", "--url=http://x/");
        assertThat(run.variables()).hasToString("{\"user\":\"a@b.test\"}");
        assertThat(run("muc_light", "getRooms", "--user", "admin").late()).containsExactly("--user=admin");
    }

    @Test
    void elementsAndObjectsMayComeFromFiles() {
        assertThat(variables("card", "raw", "--element", "@a.xml")).isEqualTo("{\"element\":\"<file name='a.xml'/>\"}");
        assertThat(variables("card", "set-card", "--user", "a@b.test", "--card", "@a.json"))
                .isEqualTo("{\"user\":\"a@b.test\",\"card\":{\"name\":\"n\"}}");
        assertThat(complaints("card", "raw", "--element", "@missing"))
                .contains("--element: cannot read @missing: there is no such file");
    }

    @Test
    void textsMayBeginWithAnAtSign() {
        assertThat(variables("card", "search", "--text", "@missing")).isEqualTo("{\"text\":\"@missing\"}");
    }

    @Test
    void aDashIsStandardInputOnce() {
        assertThat(variables("card", "raw", "--element", "-")).isEqualTo("{\"element\":\"<piped/>\"}");
        assertThat(variables("card", "changePassword", "--newPassword", "-"))
                .isEqualTo("{\"newPassword\":\"typed newPassword\"}");
        assertThat(complaints("card", "search", "--kinds", "-", "--text", "-"))
                .contains("--text: cannot read -: standard input is another argument's already");
    }

    @Test
    void whatIsToldIsNotInTheTextOfAWish() {
        assertThat(run("card", "changePassword", "--newPassword", "hidden")).hasToString("card changePassword");
    }

    @Test
    void helpIsAskedForAnywhere() {
        assertThat(read("card", "--help")).isInstanceOf(Wish.Help.class);
        assertThat(read("card", "getCard", "-h")).isInstanceOf(Wish.Help.class);
        assertThat(read("card", "getCard", "--user", "wrong", "--help")).isInstanceOf(Wish.Help.class);
    }

    @Test
    void saysWhereToLook() {
        assertThat(complaints("muc_light"))
                .containsExactly("muc_light: which command? (there are getRooms, countRooms, muteRoom)");
        assertThat(read("card", "getCard"))
                .isEqualTo(new Wish.Puzzle(List.of("--user: missing, a JID!"), "See ctl card getCard --help."));
    }
}
