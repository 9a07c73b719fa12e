package im.vestibule.services.rdbms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

final class ReasonTest {
    private static final String SECRET = "qzjxkw";

    private static SQLException caused(String state, Throwable cause) {
        return new SQLException("while asking about " + SECRET, state, cause);
    }

    @Test
    void namesWhatHappenedToTheConnection() {
        assertThat(Reason.of(caused("08001", new ConnectException("Connection refused"))))
                .isEqualTo(new Reason(true, "Connection refused"));
        assertThat(Reason.of(caused("08006", new SocketTimeoutException("Read timed out"))))
                .isEqualTo(new Reason(true, "no answer in time"));
        assertThat(Reason.of(caused("08006", new EOFException()))).isEqualTo(new Reason(true, "the connection broke"));
        assertThat(Reason.of(caused("08000", new SSLHandshakeException("the server's certificate is not for db"))))
                .isEqualTo(new Reason(true, "TLS: the server's certificate is not for db"));
    }

    @Test
    void repeatsWhatTheServerSaysOfUsAndOfTheDatabase() {
        assertThat(Reason.of(new PSQLException(new ServerErrorMessage(
                        "SFATAL\0C28P01\0Mpassword authentication failed for user \"door\"\0D" + SECRET + "\0"))))
                .isEqualTo(new Reason(true, "password authentication failed for user \"door\""));
        assertThat(Reason.of(new SQLException("(conn=12) Access denied for user 'door'@'%'", "28000", 1045)))
                .isEqualTo(new Reason(true, "Access denied for user 'door'@'%'"));
        assertThat(Reason.of(new SQLException("Unknown database 'door'", "42000", 1049)))
                .isEqualTo(new Reason(true, "Unknown database 'door'"));
    }

    @Test
    void doesNotRepeatWhatAStatementIsAbout() {
        Reason refused = new Reason(false, "the database refuses: SQLSTATE 42000");
        assertThat(Reason.of(new SQLException("error near '" + SECRET + "'", "42000", 1064)))
                .isEqualTo(refused);
        assertThat(Reason.of(new PSQLException(new ServerErrorMessage(
                                "SERROR\0C23502\0Mnull value\0DFailing row contains (" + SECRET + ")\0")))
                        .text())
                .isEqualTo("the database refuses: SQLSTATE 23502");
    }

    @Test
    void keepsToOneShortLine() {
        String text =
                Reason.of(new SQLException("too\nlong ".repeat(100), "53300")).text();
        assertThat(text).startsWith("too long").hasSizeLessThan(210).doesNotContain("\n");
    }
}
