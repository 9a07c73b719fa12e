package im.vestibule.it;

import static im.vestibule.it.GraphQlDeeds.json;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The category {@code last}. */
abstract class LastEffects extends GraphQlEffects {
    private static final String LONG_AGO =
            "{'user': 'alice@door.test', 'timestamp': '2001-02-03T04:05:06.789000Z', 'status': 'gone'}";
    private static final String SET = "timestamp: '2001-02-03T05:05:06.789+01:00', status: 'gone'";
    private static final String ALICE_SET = "user: 'alice@door.test', " + SET;

    LastEffects() throws IOException {}

    @ByAdministrators
    void whatIsSetIsFound(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        assertThat(deeds.refused("query last.getLast", "user: 'alice@door.test'"))
                .isEqualTo("last_not_found");
        assertThat(deeds.does("mutation last.setLast", ALICE_SET)).isEqualTo(json(LONG_AGO));
        assertThat(deeds.does("query last.getLast", "user: 'alice@door.test'")).isEqualTo(json(LONG_AGO));
        assertThat(user(BOB).does("query last.getLast", "user: 'alice@door.test'"))
                .isEqualTo(json(LONG_AGO));
    }

    @Test
    void usersSayWhenTheyLeft() throws Exception {
        assertThat(user(ALICE).does("mutation last.setLast", SET)).isEqualTo(json(LONG_AGO));
        assertThat(user(ALICE).does("query last.getLast")).isEqualTo(json(LONG_AGO));
    }

    @Test
    void whoLeavesIsFound() throws Exception {
        Wire bob = attend(BOB, "desk");
        bob.say("<presence type='unavailable'><status>Good night</status></presence></stream:stream>");
        String _ = bob.end();
        Patience.await()
                .untilAsserted(
                        () -> assertThat(user(BOB).does("query last.getLast").path("status"))
                                .isEqualTo(json("'Good night'")));
    }

    @ByAdministrators
    void whoWasThereIsCounted(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        var _ = deeds.does("mutation last.setLast", ALICE_SET);
        assertThat(count(deeds, "2001-02-03T04:05:06.789Z")).isEqualTo("1");
        assertThat(count(deeds, "2001-02-03T04:05:06.790Z")).isEqualTo("0");
        assertThat(deeds.does("query last.countActiveUsers", "domain: 'door.test'"))
                .isEqualTo(json("0"));
    }

    private static String count(GraphQlDeeds deeds, String since) throws Exception {
        return deeds.does("query last.countActiveUsers", "domain: 'door.test', timestamp: '" + since + "'")
                .toString();
    }

    @ByAdministrators
    void whoWasAwayIsListedAndRemoved(String door) throws Exception {
        GraphQlDeeds deeds = at(door);
        Jid dave = Jid.of("dave@other.test");
        site().renew(Jid.of("carol@door.test"));
        site().renew(dave);
        Wire _ = attend(BOB, "desk");
        var _ = deeds.does("mutation last.setLast", ALICE_SET);
        String old = "{'jid': 'alice@door.test', 'timestamp': '2001-02-03T04:05:06.789000Z'},"
                + " {'jid': 'carol@door.test', 'timestamp': null}";
        String when = "timestamp: '2002-01-01T00:00:00Z'";

        assertThat(deeds.does("query last.listOldUsers", "domain: 'door.test', " + when))
                .isEqualTo(json("[" + old + "]"));
        assertThat(at("admin").does("query last.listOldUsers", when))
                .isEqualTo(json("[" + old + ", {'jid': 'dave@other.test', 'timestamp': null}]"));
        assertThat(deeds.does("mutation last.removeOldUsers", "domain: 'door.test', " + when))
                .isEqualTo(json("[" + old + "]"));
        assertThat(enters(ALICE, Site.password(ALICE))).isFalse();
        assertThat(enters(BOB, Site.password(BOB))).isTrue();
        assertThat(at("admin").does("mutation last.removeOldUsers", when))
                .isEqualTo(json("[{'jid': 'dave@other.test', 'timestamp': null}]"));
        assertThat(enters(dave, Site.password(dave))).isFalse();
    }
}
