package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.Storm.Outcome;
import im.vestibule.model.Jid;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A storm of logins at the embedded store, of which half know no password. */
final class StormTest {
    private static final String SITE = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
            [auth.internal]
            [auth.password]
              scram_iterations = 4096
            [[listen.c2s]] # clear
              ip_address = "127.0.0.1"
              port = 0
            """;

    private static Jid account(int i) {
        return Jid.of("guest" + i + "@door.test");
    }

    @Test
    void tellsEverybodyTheTruth() throws Exception {
        List<Jid> accounts = IntStream.range(0, 20).mapToObj(StormTest::account).toList();
        try (Site site = Site.of(SITE)) {
            accounts.stream().limit(10).forEach(site::renew);
            try (Storm storm = Storm.begin(site.door("clear"), accounts)) {
                storm.hear(Outcome.SUCCESS, 50);
                storm.hear(Outcome.NOT_AUTHORIZED, 10);
                assertThat(storm.outcomes())
                        .containsEntry(Outcome.TEMPORARY_AUTH_FAILURE, 0)
                        .containsEntry(Outcome.OTHER, 0);
            }
        }
    }
}
