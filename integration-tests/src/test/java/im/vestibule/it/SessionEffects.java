package im.vestibule.it;

import static im.vestibule.it.GraphQlDeeds.json;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The category {@code session}. */
abstract class SessionEffects extends GraphQlEffects {
    private static final String AWAY =
            "<presence><show>away</show><status>lunch</status><priority>5</priority></presence>";

    SessionEffects() throws IOException {}

    private Wire away() throws IOException {
        Wire wire = attend(ALICE, "desk");
        wire.say(AWAY);
        XmlElement echo = told(wire, "presence", "from='alice@door.test/desk'");
        assertThat(text(echo, "show")).isEqualTo("away");
        return wire;
    }

    private static void isSession(JsonNode session, Wire wire, String priority) {
        assertThat(session.path("user")).isEqualTo(json("'" + wire.jid().orElseThrow() + "'"));
        assertThat(session.path("connection")).isEqualTo(json("'c2s'"));
        assertThat(session.path("ip")).isEqualTo(json("'127.0.0.1'"));
        assertThat(session.path("port").asInt()).isEqualTo(wire.socket().getLocalPort());
        assertThat(session.path("priority")).isEqualTo(json(priority));
        assertThat(session.path("node")).isEqualTo(json("'self'"));
        assertThat(session.path("uptime").asInt(-1)).isNotNegative();
    }

    @ByAdministrators
    void whoIsHereIsListedAndCounted(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        Wire desk = away();
        Wire phone = login(ALICE, "phone");
        site().renew(Jid.of("dave@other.test"));
        Wire _ = login(Jid.of("dave@other.test"), "desk");

        for (JsonNode sessions : new JsonNode[] {
            deeds.does("query session.listSessions", "domain: 'door.test'"),
            deeds.does("query session.listUserSessions", "user: 'alice@door.test'")
        }) {
            assertThat(sessions).hasSize(2);
            isSession(sessions.path(0), desk, "5");
            isSession(sessions.path(1), phone, "0");
        }
        assertThat(deeds.does("query session.countSessions", "domain: 'door.test'"))
                .isEqualTo(json("2"));
        assertThat(deeds.does("query session.countUserResources", "user: 'alice@door.test'"))
                .isEqualTo(json("2"));
        assertThat(at("admin").does("query session.listSessions")).hasSize(3);
        assertThat(at("admin").does("query session.countSessions")).isEqualTo(json("3"));
    }

    @ByAdministrators
    void resourcesHaveNumbers(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        Wire _ = attend(ALICE, "phone");
        Wire _ = attend(ALICE, "desk");
        assertThat(deeds.does("query session.getUserResource", "user: 'alice@door.test', number: 1"))
                .isEqualTo(json("'phone'"));
        assertThat(deeds.does("query session.getUserResource", "user: 'alice@door.test', number: 2"))
                .isEqualTo(json("'desk'"));
        assertThat(deeds.refused("query session.getUserResource", "user: 'alice@door.test', number: 3"))
                .isEqualTo("wrong_res_number");
    }

    @ByAdministrators
    void whoIsAwayIsListedAndCounted(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        Wire _ = away();
        Wire _ = attend(BOB, "desk");
        assertThat(deeds.does("query session.listUsersWithStatus", "domain: 'door.test', status: 'away'"))
                .isEqualTo(json("[{'user': 'alice@door.test/desk', 'priority': 5, 'text': 'lunch'}]"));
        assertThat(deeds.does("query session.countUsersWithStatus", "domain: 'door.test', status: 'away'"))
                .isEqualTo(json("1"));
        assertThat(deeds.does("query session.listUsersWithStatus", "domain: 'door.test', status: 'available'"))
                .isEqualTo(json("[{'user': 'bob@door.test/desk', 'priority': 0, 'text': ''}]"));
        assertThat(deeds.does("query session.countUsersWithStatus", "domain: 'door.test', status: 'dnd'"))
                .isEqualTo(json("0"));
    }

    @ByAdministrators
    void oneSessionIsSentAway(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        Wire desk = attend(ALICE, "desk");
        Wire phone = attend(ALICE, "phone");
        assertThat(deeds.does("mutation session.kickUserSession", "user: 'alice@door.test/desk', reason: 'enough'"))
                .isEqualTo(json(
                        "{'jid': 'alice@door.test/desk', 'kicked': true, 'code': null, 'message': 'Session kicked'}"));
        assertThat(desk.end()).contains("<conflict ", ">enough</text>");
        XmlElement _ = told(phone, "presence", "type='unavailable'", "from='alice@door.test/desk'");
        // It goes once its stream has ended, others hear of it before that.
        Patience.await()
                .untilAsserted(() -> assertThat(site().sessions()).containsOnlyKeys(Jid.of("alice@door.test/phone")));
        assertThat(deeds.refused("mutation session.kickUserSession", "user: 'alice@door.test/desk'"))
                .isEqualTo("no_session");
    }

    @ByAdministrators
    void everySessionIsSentAway(String door) throws Exception {
        Wire desk = attend(ALICE, "desk");
        Wire phone = login(ALICE, "phone");
        assertThat(at(door).does("mutation session.kickUser", "user: 'alice@door.test'"))
                .isEqualTo(json("[{'jid': 'alice@door.test/desk', 'kicked': true, 'code': null,"
                        + " 'message': 'Session kicked'}, {'jid': 'alice@door.test/phone', 'kicked': true,"
                        + " 'code': null, 'message': 'Session kicked'}]"));
        for (Wire wire : new Wire[] {desk, phone}) {
            assertThat(wire.end()).contains("<conflict ", ">Kicked by administrator</text>");
        }
        Patience.await().until(() -> site().sessions().isEmpty());
    }

    @ByAdministrators
    void aSessionIsSeenAsItIsSaidToBe(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        Wire _ = attend(ALICE, "desk");
        Wire phone = attend(ALICE, "phone");
        assertThat(deeds.does(
                        "mutation session.setPresence",
                        "user: 'alice@door.test/desk', type: AVAILABLE, show: DND, status: 'at work', priority: 7"))
                .isEqualTo(json("{'jid': 'alice@door.test/desk', 'message': 'Presence set successfully'}"));
        XmlElement seen = told(phone, "presence", "from='alice@door.test/desk'");
        while (text(seen, "show").isEmpty()) {
            seen = told(phone, "presence", "from='alice@door.test/desk'");
        }
        assertThat(text(seen, "show")).isEqualTo("dnd");
        assertThat(text(seen, "status")).isEqualTo("at work");
        assertThat(text(seen, "priority")).isEqualTo("7");

        JsonNode _ = deeds.does("mutation session.setPresence", "user: 'alice@door.test/desk', type: UNAVAILABLE");
        XmlElement _ = told(phone, "presence", "type='unavailable'", "from='alice@door.test/desk'");
        assertThat(deeds.does("query session.listUserSessions", "user: 'alice@door.test'")
                        .path(0)
                        .path("priority"))
                .isEqualTo(json("null"));
    }

    @Test
    void usersSeeTheirOwn() throws Exception {
        Wire desk = away();
        Wire phone = login(ALICE, "phone");
        Wire _ = attend(BOB, "desk");
        GraphQlDeeds deeds = user(ALICE);
        assertThat(deeds.does("query session.listResources")).isEqualTo(json("['desk', 'phone']"));
        assertThat(deeds.does("query session.countResources")).isEqualTo(json("2"));
        JsonNode sessions = deeds.does("query session.listSessions");
        assertThat(sessions).hasSize(2);
        isSession(sessions.path(0), desk, "5");
        isSession(sessions.path(1), phone, "0");
    }
}
