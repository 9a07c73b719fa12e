package im.vestibule.services.carbons;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0280 §6.1. */
final class CarbonTest {
    private static XmlElement message(String from, String type, String content) {
        return XmlElement.parse("<message xmlns='jabber:client' from='" + from + "' to='b@b.test/y'"
                        + (type.isEmpty() ? "" : " type='" + type + "'") + ">" + content + "</message>")
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "chat      | <body>hi</body>                                                | both",
                "chat      | <x xmlns='secret'/>                                            | both",
                "chat      | \"\"                                                         | both",
                "normal    | <body>hi</body>                                                | both",
                "\"\"    | <body>hi</body>                                                | both",
                "\"\"    | <x xmlns='secret'/>                                            | none",
                "normal    | <received xmlns='urn:xmpp:receipts' id='1'/>                   | both",
                "normal    | <request xmlns='urn:xmpp:receipts'/>                           | both",
                "normal    | <displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>            | both",
                "normal    | <active xmlns='http://jabber.org/protocol/chatstates'/>        | both",
                "headline  | <body>hi</body>                                                | none",
                "groupchat | <body>hi</body>                                                | none",
                "groupchat | <active xmlns='http://jabber.org/protocol/chatstates'/>        | none",
                "error     | <body>hi</body><error type='cancel'/>                          | both",
                "error     | <error type='cancel'/>                                         | none",
                "chat      | <body>hi</body><private xmlns='urn:xmpp:carbons:2'/>           | none",
                "chat      | <body>hi</body><no-copy xmlns='urn:xmpp:hints'/>               | none",
                "chat      | <body>hi</body><no-store xmlns='urn:xmpp:hints'/>              | both",
                "chat      | <sent xmlns='urn:xmpp:carbons:2'><forwarded/></sent>           | none",
                "chat      | <received xmlns='urn:xmpp:carbons:2'/><body>hi</body>          | none",
                "normal    | <x xmlns='jabber:x:conference' jid='r@rooms.test'/>            | both",
                "normal    | <x xmlns='http://jabber.org/protocol/muc#user'><invite/></x>   | both",
                "chat      | <x xmlns='http://jabber.org/protocol/muc#user'/><body>hi</body>| sent",
            })
    void copiesWhatIsPartOfAConversation(String type, String content, String kinds) {
        XmlElement message = message("a@a.test/x", type, content);

        assertThat(Carbon.SENT.copies(message)).isEqualTo(!kinds.equals("none"));
        assertThat(Carbon.RECEIVED.copies(message)).isEqualTo(kinds.equals("both"));
    }

    @Test
    void wrapsACopyInTheNameOfTheAccount() {
        XmlElement message = message("a@a.test/x", "chat", "<body>hi</body>");

        XmlElement copy = Carbon.RECEIVED.copy(message, Jid.of("b@b.test/z"));

        assertThat(copy)
                .hasToString("<message xmlns='jabber:client' from='b@b.test' to='b@b.test/z' type='chat'><received"
                        + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message"
                        + " xmlns='jabber:client' from='a@a.test/x' to='b@b.test/y'"
                        + " type='chat'><body>hi</body></message></forwarded></received></message>");
        assertThat(Carbon.isShapeOf(copy)).isTrue();
        assertThat(Carbon.isShapeOf(message)).isFalse();
    }
}
