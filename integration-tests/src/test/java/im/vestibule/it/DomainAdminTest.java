package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Existence;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the administrator of one domain brings about in another: nothing, and not half of what was asked in its own either. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DomainAdminTest {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid EVE = Jid.of("eve@other.test");
    private static final String PASSWORD = "domain-secret";
    private static final String MIXED = "account { own: removeUser(user: \"alice@door.test\") { jid }"
            + " other: removeUser(user: \"eve@other.test\") { jid } }";

    private final GraphQlSite site = new GraphQlSite();
    private final GraphQlWire owner = site.at("domain").as("admin@door.test", PASSWORD);

    DomainAdminTest() throws IOException {}

    @BeforeEach
    void move() {
        site.site().renew(ALICE);
        site.site().renew(EVE);
        var _ = site.site().house().domainAdmins().orElseThrow().set("door.test", new Secret(PASSWORD));
    }

    @AfterAll
    void close() {
        site.close();
    }

    private void assertNothingIsDone() throws IOException, InterruptedException {
        assertThat(site.site().house().accounts().exists(ALICE)).isEqualTo(Existence.EXISTS);
        assertThat(site.site().house().accounts().exists(EVE)).isEqualTo(Existence.EXISTS);
        for (Jid user : List.of(ALICE, EVE)) {
            assertThat(site.admin()
                            .ask("{ roster { listContacts(user: \"" + user + "\") { jid } } }")
                            .body()
                            .toString())
                    .isEqualTo("{\"data\":{\"roster\":{\"listContacts\":[]}}}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutation { " + MIXED + " }",
                "mutation { ...F } fragment F on AdminMutation { " + MIXED + " }",
                "mutation { account { removeUser(user: \"alice@door.test\") { jid } }"
                        + " x: account { y: removeUser(user: \"EVE@OTHER.test\") { jid } } }",
                "mutation($u: JID! = \"eve@other.test\") { account { a: removeUser(user: \"alice@door.test\") { jid }"
                        + " removeUser(user: $u) { jid } } }",
                "mutation { roster { setMutualSubscription(userA: \"alice@door.test\", userB: \"eve@other.test\","
                        + " action: CONNECT) } }",
                "mutation { roster { subscribeAllToAll(contacts: [{jid: \"alice@door.test\", name: \"A\"},"
                        + " {jid: \"eve@other.test\", name: \"E\"}]) } }",
                "mutation { roster { subscribeToAll(user: {jid: \"eve@other.test\", name: \"E\"},"
                        + " contacts: [{jid: \"alice@door.test\", name: \"A\"}]) } }",
                "mutation { roster { addContact(user: \"alice@door.test\", contact: \"alice@door.test\")"
                        + " y: addContacts(user: \"eve@other.test\", contacts: [{jid: \"alice@door.test\", name: \"A\"}]) } }"
            })
    void isRefusedAsAWhole(String document) throws IOException, InterruptedException {
        GraphQlWire.Answer answer = owner.ask(document);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("no_permissions");
        assertThat(answer.body().has("data")).isFalse();
        assertNothingIsDone();
    }

    /** The schema's rule lets the document pass, as that of the reference does; what is the other domain's is left alone. */
    @Test
    void leavesRostersOfOtherDomainsAlone() throws IOException, InterruptedException {
        GraphQlWire.Answer answer =
                owner.ask("mutation { roster { subscribeToAll(user: {jid: \"alice@door.test\", name: \"A\"},"
                        + " contacts: [{jid: \"eve@other.test\", name: \"E\"}]) } }");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("not_allowed");
        assertThat(answer.data("roster/subscribeToAll").toString()).isEqualTo("[null]");
        assertNothingIsDone();
    }

    @Test
    void runsWhatItMayBesideWhatDoesNotRun() throws IOException, InterruptedException {
        String document = "mutation A { account { changeUserPassword(user: \"alice@door.test\", newPassword: \"x\")"
                + " { jid } } } mutation B { " + MIXED + " }";
        assertThat(named(document, "B").status()).isEqualTo(401);
        assertNothingIsDone();
        assertThat(named(document, "A").body().toString())
                .isEqualTo("{\"data\":{\"account\":{\"changeUserPassword\":{\"jid\":\"alice@door.test\"}}}}");
        assertNothingIsDone();
    }

    private GraphQlWire.Answer named(String document, String operation) throws IOException, InterruptedException {
        return owner.post(
                "application/json",
                JsonMapper.shared().writeValueAsString(Map.of("query", document, "operationName", operation)));
    }

    /** Several questions at once are none. */
    @Test
    void takesNoBatches() throws IOException, InterruptedException {
        String own = "{\"query\":\"mutation { account { removeUser(user: \\\"alice@door.test\\\") { jid } } }\"}";
        String other = own.replace("alice@door.test", "eve@other.test");
        GraphQlWire.Answer answer = owner.post("application/json", "[" + own + "," + other + "]");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_json_body");
        assertThat(owner.post("application/json", own + other).status()).isEqualTo(400);
        assertNothingIsDone();
    }

    @Test
    void hearsNothingOfAnotherDomain() throws Exception {
        for (String document : List.of(
                "subscription { stanza { subscribeForMessages(caller: \"eve@other.test\") { stanza } } }",
                "subscription { stanza { subscribeForMessages(caller: \"alice@door.test\") { stanza }"
                        + " y: subscribeForMessages(caller: \"eve@other.test\") { stanza } } }")) {
            try (GraphQlListening listening = owner.follow(document)) {
                assertThat(listening.verdict()).isEqualTo("401 no_permissions");
            }
        }
        assertThat(site.site().house().sessions().of(EVE)).isEmpty();
    }
}
