package im.vestibule.services.offline;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoringTest {
    private static final String BODY = "<body>hi</body>";

    @ParameterizedTest(name = "{0} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
            a chat message             | chat      | <body>hi</body>                                                    | STORE
            a normal message           | normal    | <body>hi</body>                                                    | STORE
            one without a type         |           | <body>hi</body>                                                    | STORE
            one of an unknown type     | telegram  | <body>hi</body>                                                    | STORE
            an invitation without body | normal    | <x xmlns='jabber:x:conference' jid='room@muc.test'/>               | STORE
            a receipt                  | chat      | <received xmlns='urn:xmpp:receipts' id='1'/>                       | STORE
            a headline                 | headline  | <body>hi</body>                                                    | DROP
            an error                   | error     | <body>hi</body>                                                    | DROP
            a groupchat message        | groupchat | <body>hi</body>                                                    | BOUNCE
            nothing at all             | chat      | ''                                                                 | DROP
            a chat state alone         | chat      | <composing xmlns='http://jabber.org/protocol/chatstates'/>         | DROP
            a chat state in a thread   | chat      | <active xmlns='http://jabber.org/protocol/chatstates'/><thread>t</thread> | DROP
            a state next to a body     | chat      | <active xmlns='http://jabber.org/protocol/chatstates'/><body>hi</body> | STORE
            a body not to be stored    | chat      | <body>hi</body><no-store xmlns='urn:xmpp:hints'/>                  | BOUNCE
            a state not to be stored   | chat      | <gone xmlns='http://jabber.org/protocol/chatstates'/><no-store xmlns='urn:xmpp:hints'/> | DROP
            a state to be stored       | chat      | <gone xmlns='http://jabber.org/protocol/chatstates'/><store xmlns='urn:xmpp:hints'/> | STORE
            a body not for archives    | chat      | <body>hi</body><no-permanent-store xmlns='urn:xmpp:hints'/>        | STORE
            an error to be stored      | error     | <body>hi</body><store xmlns='urn:xmpp:hints'/>                     | DROP
            """)
    void decides(String claim, String type, String content, Storing expected) {
        assertThat(Storing.of(message(type, content), false)).as(claim).isEqualTo(expected);
    }

    @Test
    void keepsGroupchatMessagesIfToldTo() {
        assertThat(Storing.of(message("groupchat", BODY), true)).isEqualTo(Storing.STORE);
    }

    private static XmlElement message(String type, String content) {
        String attribute = type == null ? "" : " type='" + type + "'";
        return XmlElement.parse("<message xmlns='jabber:client'" + attribute + ">" + content + "</message>")
                .orElseThrow();
    }
}
