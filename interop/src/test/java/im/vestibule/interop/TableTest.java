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

    @Test
    void takesWaysTogetherThatCameToTheSame() throws Exception {
        assertThat(table(
                        "",
                        new Row("B.one", "tcp", "", Outcome.PASSED, ""),
                        new Row("B.one", "socket", "", Outcome.PASSED, ""),
                        new Row("B.one", "bosh", "", Outcome.FAILED, "late | <early>"),
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
                        new Row("A.one", "tcp", "", Outcome.FAILED, "x"),
                        new Row("A.two", "socket", "", Outcome.FAILED, "x"),
                        new Row("A.two", "tcp", "", Outcome.FAILED, "x"),
                        new Row("A.three", "tcp", "", Outcome.PASSED, "")))
                .isEqualTo("""
                        | A.one | tcp |  | failed: all of it |
                        | A.three | tcp |  | passed |
                        | A.two | socket |  | failed: its own |
                        | A.two | tcp |  | failed: by tcp |
                        """);
    }
}
