package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Carbons and client state with slixmpp at both ends. */
@ExtendWith(SharedSite.class)
@NeedsProgram(value = "python3", module = "slixmpp")
class SlixmppCarbonsIT {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid BOB = Jid.of("bob@door.test");

    @Test
    void aTelephoneShowsWhatIsSaidAtTheDeskAndIsNotWokenByPresence(Site site) throws Exception {
        site.renew(ALICE);
        site.renew(BOB);
        Path script = Path.of(Objects.requireNonNull(SlixmppCarbonsIT.class.getResource("/slixmpp_carbons.py"))
                .toURI());
        InetSocketAddress address = site.door("starttls_fast").address();
        String shown = Tool.python("slixmpp")
                .run(
                        Patience.LONGEST,
                        script.toString(),
                        address.getHostString(),
                        Integer.toString(address.getPort()),
                        site.directory().resolve("door.pem").toString(),
                        ALICE.toString(),
                        Site.password(ALICE),
                        BOB.toString(),
                        Site.password(BOB));

        // Two people have sent what is copied, and what else is shown in between: there is no order.
        assertThat(shown)
                .startsWith("announced True True\nquiet\n")
                .contains("\nsent hello\n", "\nreceived hi\n", "\npresence idle\n", "\nquiet\npresence away\ndone\n")
                .doesNotContain("busy");
    }
}
