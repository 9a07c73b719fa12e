package im.vestibule.it;

import static im.vestibule.it.GraphQlDeeds.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The category {@code offline}. */
abstract class OfflineEffects extends GraphQlEffects {
    OfflineEffects() throws IOException {}

    private void leave(String body, String more) throws Exception {
        JsonNode _ = user(ALICE)
                .does(
                        "mutation stanza.sendStanza",
                        "stanza: '''<message to='bob@door.test' type='chat'><body>" + body + "</body>" + more
                                + "</message>'''");
    }

    /** The first message that waits for Bob. */
    private String first() throws IOException {
        return text(told(arrive(BOB, "desk"), "message"), "body");
    }

    @ByAdministrators
    void whatHasExpiredIsDeleted(String door) throws Exception {
        leave("Lunch?", "<x xmlns='jabber:x:expire' seconds='3600'/>");
        leave("Hello", "");
        pass(Duration.ofHours(2));
        assertThat(at(door).does("mutation offline.deleteExpiredMessages", "domain: 'door.test'"))
                .isEqualTo(json("'Removed 1 messages'"));
        assertThat(at(door).does("mutation offline.deleteExpiredMessages", "domain: 'door.test'"))
                .isEqualTo(json("'Removed 0 messages'"));
        assertThat(first()).isEqualTo("Hello");
    }

    @ByAdministrators
    void whatIsOldIsDeleted(String door) throws Exception {
        leave("Old", "");
        pass(Duration.ofDays(2));
        leave("New", "");
        assertThat(at(door).does("mutation offline.deleteOldMessages", "domain: 'door.test', days: 3"))
                .isEqualTo(json("'Removed 0 messages'"));
        assertThat(at(door).does("mutation offline.deleteOldMessages", "domain: 'door.test', days: 1"))
                .isEqualTo(json("'Removed 1 messages'"));
        assertThat(first()).isEqualTo("New");
    }
}
