package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Session;
import im.vestibule.services.testing.House;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a stanza of each kind: alone, beside a resource that takes messages, beside one that does not. */
final class FateTest {
    private static final Jid BOB = Jid.of("bob@a.test");

    private final House house = new House();
    private final Session desk = house.arrive("bob@a.test/desk").session();
    private final Session mute = house.enter("bob@a.test/mute").session();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message |         | bob@a.test       | KEEP    | ANOTHER",
                "message | normal  | bob@a.test       | KEEP    | ANOTHER",
                "message | normal  | bob@a.test/phone | KEEP    | ANOTHER",
                "message | chat    | bob@a.test       | KEEP    | ANOTHER",
                "message | chat    | bob@a.test/phone | KEEP    | ANOTHER",
                "message | strange | bob@a.test/phone | KEEP    | ANOTHER",
                "message | groupchat | bob@a.test/phone | KEEP  | KEEP",
                "message | headline | bob@a.test      | NOTHING | NOTHING",
                "message | headline | bob@a.test/phone | BACK   | ANOTHER",
                "message | error   | bob@a.test/phone | NOTHING | NOTHING",
                "iq      | get     | bob@a.test/phone | BACK    | BACK",
                "iq      | set     | bob@a.test/phone | BACK    | BACK",
                "iq      | result  | bob@a.test/phone | NOTHING | NOTHING",
                "iq      | error   | bob@a.test/phone | NOTHING | NOTHING",
                "presence |        | bob@a.test       | NOTHING | NOTHING",
                "presence | unavailable | bob@a.test/phone | NOTHING | NOTHING",
                "presence | subscribe | bob@a.test    | NOTHING | NOTHING",
                "presence | error  | bob@a.test/phone | NOTHING | NOTHING",
            })
    void isThatOfAResourceThatWasNotThere(String name, @Nullable String type, String to, Fate alone, Fate beside) {
        XmlElement stanza = stanza("alice@a.test/x", name, type, to).build();

        assertThat(Fate.of(stanza, BOB, List.of())).isEqualTo(alone);
        assertThat(Fate.of(stanza, BOB, List.of(mute))).isEqualTo(alone);
        assertThat(Fate.of(stanza, BOB, List.of(mute, desk))).isEqualTo(beside);
    }

    @ParameterizedTest
    @CsvSource({"bob@a.test, sent, NOTHING", "bob@a.test, received, NOTHING", "eve@a.test, received, ANOTHER"})
    void isNoneForCopies(String from, String kind, Fate fate) {
        XmlElement copy = stanza(from, "message", "chat", "bob@a.test/phone")
                .child(XmlElement.of(kind, "urn:xmpp:carbons:2"))
                .build();

        assertThat(Fate.of(copy, BOB, List.of(desk))).isEqualTo(fate);
    }

    private static XmlElement.Builder stanza(String from, String name, @Nullable String type, String to) {
        XmlElement.Builder stanza = XmlElement.builder(name, "jabber:client")
                .attribute("from", from)
                .attribute("to", to);
        if (type != null) {
            stanza.attribute("type", type);
        }
        return stanza;
    }
}
