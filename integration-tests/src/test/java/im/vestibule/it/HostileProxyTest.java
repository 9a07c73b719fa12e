package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What should not come before a connection, or in place of it, where a balancer is expected. */
@Hostile
class HostileProxyTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final Jid BOB = Jid.of("bob@door.test/home");
    private static final String FAILURE =
            "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>";

    /** {@code 192.0.2.7:1234} speaks to {@code 192.0.2.8:5222}. */
    private static final String ADDRESSES = "c0000207" + "c0000208" + "04d2" + "1466";

    private static String from(String client) {
        return "PROXY TCP4 " + client + " 192.0.2.8 1234 5222\r\n";
    }

    /**
     * The second version.
     *
     * @param command 20 for LOCAL, 21 for PROXY
     * @param block addresses and fields, in hexadecimal
     */
    private static byte[] block(String command, String family, String block) {
        return HexFormat.of()
                .parseHex("0d0a0d0a000d0a515549540a" + command + family + "%04x".formatted(block.length() / 2) + block);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<stream:stream to='door.test'>", "GET / HTTP/1.1\r\n\r\n", "PROX"})
    void l01HangsUpWithoutAWordOnWhoHasNoHeader(String instead, Site site) throws IOException {
        try (Wire wire = site.connect("proxied")) {
            wire.say(instead);
            assertThat(wire.end()).isEmpty();
        }
    }

    @Test
    void l02DoesNotListenToStrangers(Site site) throws IOException {
        try (Wire wire = site.connect("proxied_by_others")) {
            wire.say(from("192.0.2.7"));
            assertThat(wire.end()).isEmpty();
        }
    }

    /** Without a block, with addresses, with fields only, and with both. */
    @ParameterizedTest
    @ValueSource(strings = {"00 ", "11 " + ADDRESSES, "00 040001ff", "11 " + ADDRESSES + "040001ff"})
    void l03TakesTheBalancerForTheClientWhereItSpeaksForItself(String familyAndBlock, Site site) throws IOException {
        site.renew(ALICE.bare());
        String[] parts = familyAndBlock.split(" ", 2);
        try (Wire wire = site.connect("proxied")) {
            wire.say(block("20", parts[0], parts[1]));
            wire.login(ALICE);
            assertThat(site.sessions()).containsEntry(ALICE, "127.0.0.1");
        }
    }

    @Test
    void l04HangsUpOnALineThatIsTooLongOrHasNoEnd(Site site) throws IOException {
        String line = from("192.0.2.7").strip();
        for (String wrong : new String[] {
            line + " ".repeat(108 - line.length()) + "\r\n", "PROXY TCP6 " + "f".repeat(97), line + "\n", line
        }) {
            try (Wire wire = site.connect("proxied")) {
                wire.say(wrong);
                assertThat(wire.end()).as(wrong).isEmpty();
            }
        }
    }

    /** As slowly as can be: there is never more of it. */
    @Test
    void l05HangsUpOnABlockThatIsNotThereInTime(Site site) throws IOException {
        try (Wire announced = site.connect("proxied");
                Wire begun = site.connect("proxied")) {
            announced.say(HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "21" + "11" + "ffff"));
            begun.say(HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "21" + "11" + "ffff" + ADDRESSES));
            begun.say(new byte[60_000]);
            assertThat(announced.end()).isEmpty();
            assertThat(begun.end()).isEmpty();
        }
    }

    @Test
    void l06TakesAHeaderThatNobodyWantsForNonsense(Site site) throws IOException {
        try (Wire wire = site.connect("clear")) {
            wire.say(from("192.0.2.7"));
            assertThat(wire.end()).contains("<not-well-formed ");
        }
    }

    @Test
    void l07SkipsFieldsThatItDoesNotKnow(Site site) throws IOException {
        site.renew(ALICE.bare());
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (int type = 0xE0; type < 0xF8; type++) {
            fields.writeBytes(new byte[] {(byte) type, 0, 3, 1, 2, 3});
        }
        try (Wire wire = site.connect("proxied")) {
            wire.say(block("21", "11", ADDRESSES + HexFormat.of().formatHex(fields.toByteArray())));
            wire.login(ALICE);
            assertThat(site.sessions()).containsEntry(ALICE, "192.0.2.7");
        }
    }

    @Test
    void l08AHundredFailedLoginsSlowDownTheirClientOnly(Site site) throws IOException {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        for (int i = 0; i < 25; i++) {
            try (Wire wire = behindABalancer(site, "192.0.2.1")) {
                for (int attempt = 0; attempt < 4; attempt++) {
                    guess(wire);
                    wire.hear(FAILURE);
                }
                assertThat(wire.end()).contains("<policy-violation ");
            }
        }
        try (Wire guesser = behindABalancer(site, "192.0.2.1");
                Wire bob = site.connect("proxied_guessers")) {
            long asked = System.nanoTime();
            guess(guesser);
            bob.say(from("192.0.2.2"));
            assertThat(bob.login(BOB).unread()).isEmpty();
            guesser.hear(FAILURE);
            assertThat(System.nanoTime() - asked)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    private static Wire behindABalancer(Site site, String client) throws IOException {
        Wire wire = site.connect("proxied_guessers");
        wire.say(from(client));
        return wire.open("door.test");
    }

    private static void guess(Wire wire) throws IOException {
        wire.say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + Wire.base64("\0alice\0wrong")
                + "</auth>");
    }
}
