package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import im.vestibule.core.Tally;
import im.vestibule.core.Tally.Refusal;
import im.vestibule.model.Jid;
import im.vestibule.services.session.Session;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a test can say to a {@code proxy_protocol} listener without a proxy. */
class ProxyProtocolTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");
    private static final String LINE = "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222\r\n";

    private final Site site;

    ProxyProtocolTest() throws IOException {
        site = Site.open("proxy.toml");
    }

    @BeforeEach
    void forget() {
        site.renew(ALICE.bare());
        Log.all().take().events();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Tally tally(String door) {
        return site.house().listeners().all().stream()
                .filter(listener -> listener.address().equals(site.door(door).address()))
                .findAny()
                .orElseThrow()
                .tally();
    }

    private static List<String> news() {
        return Log.all().take().events().stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(Log::text)
                .toList();
    }

    @Test
    void aSessionIsWhereTheHeaderSays() throws IOException {
        try (Wire wire = site.connect("clear")) {
            wire.say(LINE);
            wire.login(ALICE);

            assertThat(site.house().sessions().all())
                    .singleElement()
                    .extracting(Session::address)
                    .hasToString("/192.0.2.7:1234");
        }
        assertThat(Log.all().take().events())
                .filteredOn(event -> event.getMessage().equals("session_opened"))
                .singleElement()
                .extracting(Log::text)
                .asString()
                .contains("address=\"192.0.2.7:1234\"");
    }

    @Test
    void silenceIsEndedAtTheDeadline_L01() throws IOException {
        try (Wire wire = site.connect("clear")) {
            assertThat(wire.end()).isEmpty();
        }
        assertThat(tally("clear").refused(Refusal.PROXY_HEADER)).isEqualTo(1);
        assertThat(news()).singleElement().asString().contains("connection_refused", "PROXY_HEADER", "127.0.0.1");
    }

    @Test
    void xmlInsteadOfAHeaderIsNotAnswered_L01() throws IOException {
        try (Wire wire = site.connect("clear")) {
            wire.say(Wire.header("door.test"));
            assertThat(wire.end()).isEmpty();
        }
        await().until(() -> tally("clear").refused(Refusal.PROXY_HEADER) == 1);
    }

    @Test
    void strangersAreNotListenedTo_L02() throws IOException {
        try (Wire wire = site.connect("strangers")) {
            assertThat(wire.end()).isEmpty();
        }
        assertThat(tally("strangers").refused(Refusal.UNTRUSTED_PROXY)).isEqualTo(1);
        assertThat(tally("strangers").refused(Refusal.PROXY_HEADER)).isZero();
        assertThat(news()).singleElement().asString().contains("connection_refused", "UNTRUSTED_PROXY");
    }

    @Test
    void aHeaderThatNobodyWantsChangesNoAddress_L06() throws IOException {
        try (Wire wire = site.connect("unproxied")) {
            wire.say(LINE);
            assertThat(wire.end()).contains("<not-well-formed");
        }
        assertThat(Log.all().take().events())
                .filteredOn(event -> event.getMessage().equals("stream_error"))
                .singleElement()
                .extracting(Log::text)
                .asString()
                .contains("address=\"127.0.0.1:")
                .doesNotContain("192.0.2.7");
    }

    @Test
    void theHeaderComesBeforeTls() throws IOException {
        try (Wire wire = site.connect("direct")) {
            wire.say(LINE);
            wire.login(ALICE);

            assertThat(site.house().sessions().all())
                    .singleElement()
                    .extracting(Session::address)
                    .hasToString("/192.0.2.7:1234");
        }
    }
}
