package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotYetTest {
    private final Problems problems = new Problems("not-yet.toml");
    private final List<NotYet.Entry> entries = List.of(
            new NotYet.Entry("room", "no rooms yet"),
            new NotYet.Entry("door.*.bell", NotYet.is(true), "no bells yet"),
            new NotYet.Entry("door.*.colour", NotYet.isNot("green"), "green for now"));

    private void check(String key, Object value) {
        NotYet.check(entries, problems, key, value);
    }

    private List<String> said() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @Test
    void warnsOfAKeyWhateverItsValue() {
        check("room", 1L);
        assertThat(said()).containsExactly("not-yet.toml:1:1: warning: room: no rooms yet");
    }

    @Test
    void warnsOfThoseValuesOnlyThatAreNotHonoured() {
        check("door.front[0].bell", false);
        check("door.front[0].colour", "green");
        assertThat(said()).isEmpty();
        check("door.front[0].bell", true);
        check("door.front[0].colour", "red");
        assertThat(said())
                .containsExactly(
                        "not-yet.toml:1:1: warning: door.front[0].bell: no bells yet",
                        "not-yet.toml:1:1: warning: door.front[0].colour: green for now");
    }

    @Test
    void letsTheAsteriskStandForOnePartOnly() {
        check("door.bell", true);
        check("door.front.upper.bell", true);
        check("door.front.bells", true);
        assertThat(said()).isEmpty();
    }

    @Test
    void saysNothingMoreInsideATableThatDrewAWarning() {
        List<NotYet.Entry> nested = List.of(new NotYet.Entry("a", "no a yet"), new NotYet.Entry("a.b", "no b yet"));
        NotYet.check(nested, problems, "a", 1L);
        NotYet.check(nested, problems, "a[0].b", 1L);
        assertThat(said()).containsExactly("not-yet.toml:1:1: warning: a: no a yet");
    }

    @Test
    void meansTheTablesOfAHostToo() {
        check("host_config[3].room", 1L);
        assertThat(said()).containsExactly("not-yet.toml:1:1: warning: host_config[3].room: no rooms yet");
    }

    @Test
    void saysOnceThatSomethingWillNeverHaveAnEffect() {
        check("room", 1L);
        problems.warning("room", Fault.of("no effect"));
        assertThat(said()).containsExactly("not-yet.toml:1:1: warning: room: no effect");
    }

    /** A key that no reader asks for would never draw its warning. */
    @Test
    void knowsItsKeys() {
        List<Described.Option> options = Described.by(Config::read);
        assertThat(NotYet.ENTRIES)
                .allSatisfy(entry -> assertThat(options)
                        .as(entry.key())
                        .anyMatch(option -> entry.concerns(option.key())
                                || tables(option.key()).stream().anyMatch(entry::concerns)));
    }

    private static List<String> tables(String key) {
        List<String> tables = new ArrayList<>();
        for (String table = Keys.parent(key); !table.isEmpty(); table = Keys.parent(table)) {
            tables.add(table);
        }
        return tables;
    }

    @Test
    void isAskedAboutWhatIsWritten() {
        Reading reading = Config.read(
                "general = {default_server_domain = \"a\", hosts = [\"a\"]}\ndrain = {period = 5000}\n",
                Path.of("."),
                "not-yet.toml");
        boolean drains = NotYet.ENTRIES.stream().noneMatch(entry -> entry.key().equals("drain.period"));
        assertThat(reading.problems()).hasSize(drains ? 0 : 1);
    }
}
