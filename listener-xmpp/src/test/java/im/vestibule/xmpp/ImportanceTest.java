package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportanceTest {
    private static Importance of(String stanza) {
        return Importance.of(stanza.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message from='a@a.test'><body>hi</body></message>",
                "<message from='a@a.test' type='chat'><body>hi</body><active"
                        + " xmlns='http://jabber.org/protocol/chatstates'/></message>",
                "<message from='a@a.test'/>",
                "<message from='a@a.test'><received xmlns='urn:xmpp:receipts' id='1'/></message>",
                "<message from='a@a.test' type='error'><active"
                        + " xmlns='http://jabber.org/protocol/chatstates'/></message>",
                "<message from='r@rooms.test' type='groupchat'><subject/></message>",
                "<message from='b@a.test'><sent xmlns='urn:xmpp:carbons:2'><forwarded"
                        + " xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'"
                        + " from='b@a.test/x'><body>hi</body></message></forwarded></sent></message>",
                "<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>",
                "<presence from='a@a.test' type='subscribe'/>",
                "<presence from='a@a.test' type='subscribed'/>",
                "<presence from='r@rooms.test/b' type='error'/>",
                "nonsense",
            })
    void doesNotLetWait(String stanza) {
        assertThat(of(stanza)).isEqualTo(Importance.NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<presence from='a@a.test/x'/>",
                "<presence xmlns='jabber:client' from='a@a.test/x' type='unavailable'/>",
                "<message from='a@a.test/x' type='chat'><composing"
                        + " xmlns='http://jabber.org/protocol/chatstates'/></message>",
                "<message from='a@a.test/x'><paused xmlns='http://jabber.org/protocol/chatstates'/><thread>1</thread>"
                        + "<no-store xmlns='urn:xmpp:hints'/></message>",
                "<message from='b@a.test'><received xmlns='urn:xmpp:carbons:2'><forwarded"
                        + " xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='a@a.test/x'><composing"
                        + " xmlns='http://jabber.org/protocol/chatstates'/></message></forwarded></received></message>",
            })
    void letsTheNewestWait(String stanza) {
        assertThat(of(stanza)).isInstanceOf(Importance.Passing.class).isEqualTo(of(stanza));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<presence from='r@rooms.test/a'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>",
                "<presence from='r@rooms.test/a' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'>"
                        + "<status code='307'/></x></presence>",
            })
    void letsAllWait(String stanza) {
        assertThat(of(stanza)).isEqualTo(Importance.LATER);
    }
}
