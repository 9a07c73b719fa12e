package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.status.Status.Count;
import im.vestibule.admin.status.Status.Totals;
import im.vestibule.admin.status.Status.What;
import im.vestibule.http.HttpTallies;
import im.vestibule.xmpp.Cause;
import im.vestibule.xmpp.LoginResult;
import im.vestibule.xmpp.SaslName;
import im.vestibule.xmpp.StreamTally;
import im.vestibule.xmpp.Tallies;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusCountsTest {
    private final Tallies tallies = new Tallies();
    private final StatusCounts counts = new StatusCounts(tallies, new HttpTallies());
    private final StreamTally one = tallies.of("listen.c2s[0]");
    private final StreamTally other = tallies.of("listen.c2s[1]");

    @Test
    void addsUpWhatListenersCountByCause() {
        one.closed().add(Cause.CONFLICT);
        other.closed().add(Cause.CONFLICT);
        other.closed().add(Cause.PEER_CLOSED);
        assertThat(counts.counts(List.of()))
                .contains(
                        new Count(What.CLOSED, "conflict", 2),
                        new Count(What.CLOSED, "peer-closed", 1),
                        new Count(What.CLOSED, "reset", 0));
    }

    /** By whatever mechanism. */
    @Test
    void tellsLoginsThatFailedFromThoseThatDidNot() {
        one.logins().add(SaslName.PLAIN, LoginResult.SUCCESS);
        other.logins().add(SaslName.EXTERNAL, LoginResult.SUCCESS);
        one.logins().add(SaslName.PLAIN, LoginResult.NOT_AUTHORIZED);
        other.logins().add(SaslName.OTHER, LoginResult.NOT_AUTHORIZED);
        other.logins().add(SaslName.OTHER, LoginResult.OTHER);
        assertThat(counts.totals(List.of(), 7)).isEqualTo(new Totals(0, 7, 0, 0, 0, 0, 2, 3));
        assertThat(counts.counts(List.of()))
                .filteredOn(count -> count.what() == What.LOGIN)
                .containsExactlyInAnyOrder(
                        new Count(What.LOGIN, "not-authorized", 2),
                        new Count(What.LOGIN, "temporary-auth-failure", 0),
                        new Count(What.LOGIN, "other", 1));
    }
}
