package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import im.vestibule.it.HostileSite.Grounds;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody sets the clock of the machine. */
@Hostile
@OwnClock
class HostileClockTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final Jid BOB = Jid.of("bob@door.test/home");
    private static final Pattern TIME = Pattern.compile("<iq type='result' id='time'.*?<utc>([^<]+)</utc></time></iq>");

    @AfterEach
    void putRight(Grounds grounds) throws IOException {
        clock(grounds).jump(Duration.ZERO);
    }

    private static WallClock clock(Grounds grounds) {
        return grounds.clock().orElseThrow();
    }

    @Test
    @Tells({"certificate_expires", "certificate_expired"})
    void r09AJumpOfTheClockEndsNothing(Grounds grounds) throws IOException {
        Site site = grounds.site();
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        try (Wire alice = site.connect("clear").login(ALICE);
                Wire newcomer = site.connect("starttls_fast").greet("door.test")) {
            for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(400))) {
                jump(grounds, alice, jump);

                assertThat(alice.unread()).isEmpty();
                newcomer.say(Wire.plain(BOB, "guess"));
                newcomer.hear(Pattern.compile("<failure .*?</failure>"));
            }
            jump(grounds, alice, Duration.ZERO);
            newcomer.say(Wire.plain(BOB));
            newcomer.hear("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
            assertThat(alice.unread()).isEmpty();
        }
    }

    /** Waits until the server tells that time. */
    private static void jump(Grounds grounds, Wire client, Duration ahead) throws IOException {
        clock(grounds).jump(ahead);
        await().untilAsserted(
                        () -> assertThat(told(client)).isCloseTo(Instant.now().plus(ahead), within(5, MINUTES)));
    }

    /** The time as the server has it (XEP-0202). */
    private static Instant told(Wire client) throws IOException {
        client.say("<iq type='get' id='time' to='door.test'><time xmlns='urn:xmpp:time'/></iq>");
        return Instant.parse(client.hear(TIME).group(1));
    }

    @Test
    @Tells("certificate_expires")
    void s17TellsThatATokenHasExpired(Grounds grounds) throws IOException {
        Site site = grounds.site();
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        TokenHolder alice = new TokenHolder(site, "tls_fast", ALICE.bare());
        String token = alice.request();
        assertThat(alice.failure(token)).isEqualTo("none");

        try (Wire bob = site.connect("clear").login(BOB)) {
            jump(grounds, bob, Duration.ofDays(40));
        }

        assertThat(alice.failure(token)).isEqualTo("credentials-expired");
        assertThat(alice.failure("guessed")).isEqualTo("not-authorized");
    }
}
