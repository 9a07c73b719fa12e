package im.vestibule.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static String table(String reasons, Row... rows) throws Exception {
        String text = new Table(List.of(rows), Reasons.read(new StringReader(reasons))).text();
        return text.substring(text.indexOf("|---|---|---|---|\n") + 18);
    }

    private static Row passed(String test, String way) {
        return new Row(test, way, "", Outcome.PASSED, "");
    }

    private static Row failed(String test, String way, String reason) {
        return new Row(test, way, "", Outcome.FAILED, reason);
    }

    @Test
    void takesWaysTogetherThatCameToTheSame() throws Exception {
        assertThat(table(
                        "",
                        passed("B.one", "tcp"),
                        passed("B.one", "socket"),
                        failed("B.one", "bosh", "late | <early>"),
                        new Row("A", "", "XEP-0001", Outcome.NOT_POSSIBLE, "nothing there")))
                .isEqualTo("""
                        | A |  | XEP-0001 | not possible: nothing there |
                        | B.one | bosh |  | failed: late \\| &lt;early> |
                        | B.one | socket, tcp |  | passed |
                        """);
    }

    @Test
    void givesTheReasonThatIsKnown() throws Exception {
        assertThat(table(
                        "A=all of it\nA.two=its own\nA.two/tcp=by tcp",
                        failed("A.one", "tcp", "x"),
                        failed("A.two", "socket", "x"),
                        failed("A.two", "tcp", "x"),
                        passed("A.three", "tcp")))
                .isEqualTo("""
                        | A.one | tcp |  | failed: all of it |
                        | A.three | tcp |  | passed |
                        | A.two | socket |  | failed: its own |
                        | A.two | tcp |  | failed: by tcp |
                        """);
    }
}
