package im.vestibule.it;

import static im.vestibule.it.GraphQlDeeds.json;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.XmlElement;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The category {@code stanza}. */
abstract class StanzaEffects extends GraphQlEffects {
    private static final String FROM_ALICE = "from: 'alice@door.test', ";
    private static final String TO_BOB = "to: 'bob@door.test', ";

    StanzaEffects() throws IOException {}

    private static XmlElement message(Wire wire, JsonNode sent) throws IOException {
        return told(wire, "message", "id='" + sent.path("id").asString() + "'", "from='alice@door.test'");
    }

    private static void says(GraphQlDeeds deeds, Wire bob, String from) throws Exception {
        JsonNode sent = deeds.does("mutation stanza.sendMessage", from + TO_BOB + "body: 'a < b'");
        XmlElement message = message(bob, sent);
        assertThat(message.attribute("type")).contains("chat");
        assertThat(text(message, "body")).isEqualTo("a < b");
    }

    private static void proclaims(GraphQlDeeds deeds, Wire bob, String from) throws Exception {
        JsonNode sent =
                deeds.does("mutation stanza.sendMessageHeadLine", from + TO_BOB + "subject: 'News', body: 'It rains'");
        XmlElement message = message(bob, sent);
        assertThat(message.attribute("type")).contains("headline");
        assertThat(text(message, "subject")).isEqualTo("News");
        assertThat(text(message, "body")).isEqualTo("It rains");
    }

    private static void passes(GraphQlDeeds deeds, Wire bob, String from) throws Exception {
        JsonNode sent = deeds.does(
                "mutation stanza.sendStanza",
                "stanza: '''<message " + from + "to='bob@door.test' id='own'><thread>t</thread></message>'''");
        assertThat(sent).isEqualTo(json("{'id': 'own'}"));
        assertThat(text(message(bob, sent), "thread")).isEqualTo("t");
    }

    @ByAdministrators
    void administratorsSpeakForUsers(String door) throws Exception {
        Wire bob = attend(BOB, "desk");
        says(at(door), bob, FROM_ALICE);
        proclaims(at(door), bob, FROM_ALICE);
    }

    @Test
    void theAdministratorSendsAnyStanza() throws Exception {
        passes(at("admin"), attend(BOB, "desk"), "from='alice@door.test' ");
    }

    @Test
    void usersSpeakForThemselves() throws Exception {
        Wire bob = attend(BOB, "desk");
        for (String from : new String[] {"", FROM_ALICE}) {
            says(user(ALICE), bob, from);
            proclaims(user(ALICE), bob, from);
        }
        passes(user(ALICE), bob, "");
        passes(user(ALICE), bob, "from='alice@door.test' ");
    }

    @Test
    void whoIsNotHereFindsItLater() throws Exception {
        JsonNode sent = user(ALICE).does("mutation stanza.sendMessage", TO_BOB + "body: 'Later'");
        assertThat(text(message(arrive(BOB, "desk"), sent), "body")).isEqualTo("Later");
    }

    @ByAdministrators
    void administratorsHearWhatIsSaidToUsers(String door) throws Exception {
        hears(at(door), "caller: 'bob@door.test'");
    }

    @Test
    void usersHearWhatIsSaidToThem() throws Exception {
        hears(user(BOB), "");
    }

    private void hears(GraphQlDeeds deeds, String caller) throws Exception {
        GraphQlDeeds alice = user(ALICE);
        String[] id = new String[1];
        JsonNode heard = deeds.hears(
                "subscription stanza.subscribeForMessages",
                caller,
                () -> id[0] = alice.does("mutation stanza.sendMessage", TO_BOB + "body: 'Hello'")
                        .path("id")
                        .asString());
        assertThat(heard.path("sender")).isEqualTo(json("'alice@door.test'"));
        assertThat(heard.path("stanza_id")).isEqualTo(json("'" + id[0] + "'"));
        assertThat(XmlElement.parse(heard.path("stanza").asString()))
                .hasValueSatisfying(stanza -> assertThat(text(stanza, "body")).isEqualTo("Hello"));
    }

    @ByAdministrators
    void nobodyRemembersWhatWasSaid(String door) throws Exception {
        assertThat(at(door).refused("query stanza.getLastMessages", "caller: 'alice@door.test'"))
                .isEqualTo("deps_not_loaded");
        assertThat(user(ALICE).refused("query stanza.getLastMessages", "limit: 1"))
                .isEqualTo("deps_not_loaded");
    }
}
