package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TableTest {
    private static String table(String json) {
        return Table.of(JsonMapper.shared().readTree(json));
    }

    @Test
    void oneValueIsALine() {
        assertThat(table("5")).isEqualTo("5\n");
        assertThat(table("\"done\"")).isEqualTo("done\n");
        assertThat(table("true")).isEqualTo("true\n");
    }

    @Test
    void nothingIsSaidInWords() {
        assertThat(table("null")).isEqualTo("(nothing)\n");
        assertThat(table("[]")).isEqualTo("(nothing)\n");
    }

    @Test
    void aListOfValuesIsALineEach() {
        assertThat(table("[\"a\", \"b\"]")).isEqualTo("a\nb\n");
    }

    @Test
    void anObjectIsALineForEachFieldAlsoOfObjectsInIt() {
        assertThat(table("{\"jid\": \"a@b\", \"n\": {\"x\": 1, \"long\": null}, \"l\": [1, 2]}"))
                .isEqualTo("""
                        jid     a@b
                        n.x     1
                        n.long
                        l       1, 2
                        """);
    }

    @Test
    void aListOfObjectsIsATableWithNumbersAtTheRight() {
        assertThat(table("[{\"jid\": \"a@b\", \"priority\": 10}, {\"jid\": \"alice@b\", \"priority\": -1}]"))
                .isEqualTo("""
                        jid      priority
                        a@b            10
                        alice@b        -1
                        """);
    }

    @Test
    void objectsOfOtherFieldsHaveATableOfTheirOwn() {
        assertThat(table("[{\"a\": 1}, {\"b\": \"x\"}, {\"a\": 2}]")).isEqualTo("""
                        a
                        1
                        2

                        b
                        x
                        """);
    }

    @Test
    void listsOfObjectsInAnObjectComeAfterIt() {
        assertThat(table("{\"rooms\": [{\"jid\": \"r@b\"}], \"count\": 1}")).isEqualTo("""
                        count  1

                        rooms:
                        jid
                        r@b
                        """);
        assertThat(table("{\"rooms\": [{\"jid\": \"r@b\"}]}")).isEqualTo("rooms:\njid\nr@b\n");
    }

    @Test
    void whatIsDeeperStaysJson() {
        assertThat(table("[{\"a\": [{\"b\": 1}]}]")).isEqualTo("a\n[{\"b\":1}]\n");
    }

    @Test
    void whatUsersWriteNeitherBreaksALineNorSteersTheTerminal() {
        assertThat(table("[{\"status\": \"a\\nb\\u001b[2J\\u009b\\u202e\\u0085\"}]"))
                .isEqualTo("status\na\\nb\\u001b[2J\\u009b\\u202e\\u0085\n");
    }
}
