package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A client that does not read what it is sent. */
@Hostile
class HostileReaderTest {
    private static final Jid DEAF = Jid.of("deaf@door.test/home");
    private static final Jid TALKER = Jid.of("talker@door.test/home");

    private static final int MESSAGE = 10_000;

    private static final Pattern NUMBER = Pattern.compile("id='n[0-9]+'");

    private static final long OURS = 1024 * 1024;

    /** That, and what the kernel holds at both ends, by its usual limits. */
    private static final long MOST = 24 * OURS;

    /** What one more deaf client may add to what the first has left in the allocator's stock. */
    private static final long SLACK = 4 * OURS;

    @Test
    void b08BoundsWhatWaitsForADeafClient(Site site) throws IOException {
        site.renew(TALKER.bare());
        try (Wire talker = site.connect("clear").login(TALKER)) {
            talkToDeaf(site, talker);
            long first = buffers(site);
            for (int i = 0; i < 3; i++) {
                talkToDeaf(site, talker);
            }
            assertThat(buffers(site)).isLessThan(first + SLACK);
        }
    }

    @Test
    void b08BoundsWhatWaitsForADeafWebSocket(Site site) throws IOException {
        site.renew(TALKER.bare());
        site.renew(DEAF.bare());
        try (Wire talker = site.connect("clear").login(TALKER);
                SocketWire deaf = site.socket("web")) {
            deaf.login(DEAF);
            assertThat(talkUntilSentBack(talker)).isLessThan(MOST);
            await().until(() -> !site.has(DEAF));
        }
    }

    /** Whichever is reached first: bytes that wait, or stanzas that are not acknowledged. */
    @Test
    void b08BoundsWhatWaitsForADeafClientThatCounts(Site site) throws IOException {
        site.renew(TALKER.bare());
        site.renew(DEAF.bare());
        try (Wire talker = site.connect("clear").login(TALKER);
                Wire deaf = site.connect("clear").login(DEAF)) {
            deaf.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
            deaf.hear(Pattern.compile("<enabled [^>]*/>"));
            assertThat(talkUntilSentBack(talker)).isLessThan(MOST);
            await().until(() -> !site.has(DEAF));
            assertThat(deaf.end())
                    .containsAnyOf("too much waits to be read", "too many unacked stanzas")
                    .endsWith("</stream:error></stream:stream>");
        }
    }

    /** Nothing is sent here at all, unless the client asks. */
    @Test
    void b08BoundsWhatWaitsForABoshClientThatDoesNotAsk(Site site) throws IOException {
        site.renew(TALKER.bare());
        site.renew(DEAF.bare());
        try (Wire talker = site.connect("clear").login(TALKER);
                BoshClient deaf = site.bosh("web").login(DEAF)) {
            assertThat(talkUntilSentBack(talker)).isLessThan(2 * OURS);
            await().until(() -> !site.has(DEAF));
            assertThat(deaf.say(""))
                    .startsWith("<body " + BoshClient.NS + " type='terminate' condition='policy-violation'><message ");
            deaf.forget();
        }
    }

    /** What it has got, what comes back and what is kept for it is together what was sent, and nothing is there twice. */
    @Test
    void b08LosesNothingThatWasSentToADeafClient(Site site) throws IOException {
        site.renew(TALKER.bare());
        site.renew(DEAF.bare());
        try (Wire talker = site.connect("clear").login(TALKER);
                Wire deaf = site.connect("clear").login(DEAF)) {
            int sent = 0;
            while (talker.unread().isEmpty() && sent < 2 * MOST / MESSAGE) {
                for (int i = 0; i < 16; i++) {
                    talker.say("<message to='" + DEAF + "' id='n" + sent + "'><body>" + "x".repeat(MESSAGE)
                            + "</body></message>");
                    sent++;
                }
            }
            await().until(() -> !site.has(DEAF));
            String heard = deaf.end();
            try (Wire later = site.connect("clear").login(DEAF)) {
                later.say("<presence/>");
                int all = sent;
                await().until(() -> numbers(heard + talker.unread() + later.unread())
                                .distinct()
                                .count()
                        == all);
                assertThat(numbers(heard + talker.unread() + later.unread())).hasSize(all);
            }
        }
    }

    private static Stream<String> numbers(String heard) {
        return NUMBER.matcher(heard).results().map(MatchResult::group);
    }

    /** Whoever listens after all has missed nothing that was taken, if anything was before it was too much, and hears why no more comes. */
    private static void talkToDeaf(Site site, Wire talker) throws IOException {
        site.renew(DEAF.bare());
        try (Wire deaf = site.connect("clear").login(DEAF)) {
            assertThat(talkUntilSentBack(talker)).isLessThan(MOST);
            await().until(() -> !site.has(DEAF));
            String heard = deaf.end();
            int end = heard.indexOf("<stream:error>");
            assertThat(heard.substring(0, end)).matches("(?s)(<message .*</message>)?");
            assertThat(heard.substring(end))
                    .contains("<policy-violation ", "too much waits to be read")
                    .endsWith("</stream:error></stream:stream>");
        }
        talker.forget();
    }

    private static long talkUntilSentBack(Wire talker) throws IOException {
        // What an earlier one did not take may still come back.
        String id = "id='" + UUID.randomUUID() + "'";
        String message = "<message " + id + " to='" + DEAF + "'><body>" + "x".repeat(MESSAGE) + "</body></message>";
        long sent = 0;
        while (!talker.unread().contains(id) && sent < 2 * MOST) {
            for (int i = 0; i < 16; i++) {
                talker.say(message);
                sent += message.length();
            }
        }
        return sent;
    }

    /** Bytes that the server's buffers are made of. */
    private static long buffers(Site site) {
        return Fort.buffers(site.fort().counts());
    }
}
