package im.vestibule.it;

import static im.vestibule.it.RestSite.ALICE;
import static im.vestibule.it.RestSite.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every call of the REST API for users: what is right, what is missing, what is wrong, and who may not. */
@TestMethodOrder(OrderAnnotation.class)
class RestClientTest {
    private static RestSite rest;
    private static RestCase alice;
    private static RestCase bob;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        rest = new RestSite();
        RestCoverage coverage = new RestCoverage(rest.user(ALICE).description());
        alice = new RestCase(coverage, rest.user(ALICE));
        bob = new RestCase(coverage, rest.user(BOB));
    }

    @AfterAll
    static void close() {
        rest.close();
    }

    @BeforeEach
    void renew() {
        rest.renew();
    }

    @Test
    void messages() throws Exception {
        try (Wire wire = rest.bob()) {
            alice.call("POST /messages", "{'to':'bob@door.test','body':'hello'}", 200, "{'id':'");
            assertThat(wire.hear(Pattern.compile("(?s)<message.*?</message>")).group())
                    .contains("from='alice@door.test'", "type='chat'", "hello");
        }
        alice.call("POST /messages", "{'body':'hello'}", 400, "'Missing recipient JID'");
        alice.call("POST /messages", "{'to':'bob@door.test'}", 400, "'Missing message body'");
        alice.call("POST /messages", "{'to':'@','body':'hello'}", 400, "'Invalid recipient JID'");
        alice.call("GET /messages", "", 501, "'This server has no message archive yet'");
        alice.call("GET /messages/bob%40door.test", "", 501, "'This server has no message archive yet'");
    }

    @Test
    void contacts() throws Exception {
        alice.call("GET /contacts", "", 200, "[]");
        alice.call("GET /contacts/bob%40door.test", "", 404, "'JID provided but not supported'");
        alice.call("POST /contacts", "{'jid':'bob@door.test'}", 204, "");
        alice.call("POST /contacts", "{}", 400, "'Missing JID'");
        alice.call("POST /contacts", "{'jid':'@'}", 400, "'Invalid JID: @'");
        alice.call("POST /contacts", "{'jid':'nobody@door.test'}", 404, "'The user nobody@door.test does not exist'");
        alice.call("PUT /contacts/bob%40door.test", "{'action':'invite'}", 204, "");
        bob.call("GET /contacts", "", 200, "[{'jid':'alice@door.test','subscription':'none','ask':'in'}]");
        bob.call("PUT /contacts/alice%40door.test", "{'action':'accept'}", 204, "");
        alice.call("GET /contacts", "", 200, "[{'jid':'bob@door.test','subscription':'to','ask':'none'}]");
        alice.call("PUT /contacts/bob%40door.test", "{}", 400, "'Missing action'");
        alice.call("PUT /contacts/bob%40door.test", "{'action':'subscribe'}", 400, "'Invalid action'");
        alice.call("PUT /contacts", "{'action':'invite'}", 400, "'Missing JID'");
        alice.call("PUT /contacts/nobody%40door.test", "{'action':'invite'}", 404, "'Given contact does not exist'");
        alice.call("DELETE /contacts/bob%40door.test", "", 204, "");
        alice.call("DELETE /contacts/bob%40door.test", "", 404, "'Cannot remove bob@door.test");
        alice.call("POST /contacts", "{'jid':'bob@door.test'}", 204, "");
        alice.call(
                "DELETE /contacts",
                "{'to_delete':['bob@door.test','nobody@door.test']}",
                200,
                "{'not_deleted':['nobody@door.test']}");
        alice.call("DELETE /contacts", "", 400, "'Missing JID'");
        alice.call("DELETE /contacts", "{'to_delete':'bob@door.test'}", 400, "'Invalid JID'");
    }

    @Test
    void tellsOfMessagesAsTheyArrive() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                Wire wire = rest.site().connect("clear").login(Jid.of("bob@door.test/desk"))) {
            HttpResponse<InputStream> stream = client.send(
                    rest.user(ALICE).request("GET", "/sse", "", "accept", "text/event-stream"),
                    BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            alice.coverage().remember("GET", "/sse", stream.statusCode());
            assertThat(stream.headers().firstValue("content-type")).hasValue("text/event-stream");
            try (BufferedReader events =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                assertThat(rest.site().house().sessions().of(ALICE)).hasSize(1);
                wire.say("<message to='alice@door.test' type='chat' id='m1'><body>over XMPP</body>"
                        + "<thread parent='p'>t</thread></message>");
                assertThat(event(events))
                        .contains("event: message\n", "id: 1\n", "\"from\":\"bob@door.test/desk\"")
                        .contains("\"id\":\"m1\"", "\"body\":\"over XMPP\"", "\"thread\":\"t\"", "\"parent\":\"p\"")
                        .containsPattern("\"timestamp\":\\d{13}\\D");
                wire.say("<message to='alice@door.test' type='headline'><body>news</body></message>");
                bob.call("POST /messages", "{'to':'alice@door.test','body':'by REST'}", 200, "{'id':'");
                assertThat(event(events)).contains("id: 2\n", "\"body\":\"by REST\"");
            }
            Patience.await()
                    .until(() -> rest.site().house().sessions().of(ALICE).isEmpty());
        }
    }

    /** The next one, without comments. */
    private static String event(BufferedReader events) throws IOException {
        StringBuilder event = new StringBuilder();
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.isEmpty() && !event.isEmpty()) {
                return event.toString();
            }
            if (!line.isEmpty() && !line.startsWith(":")) {
                event.append(line).append('\n');
            }
        }
        throw new AssertionError("the end after " + event);
    }

    @Test
    void saysWhatItDoesNotHave() throws Exception {
        alice.call("GET /rooms", "", 501, "'This server has no MUC Light yet'");
        alice.call("POST /rooms", "{}", 501, "'This server has no");
        alice.call("GET /rooms/x", "", 501, "'This server has no");
        alice.call("PUT /rooms/x", "{}", 501, "'This server has no");
        alice.call("PUT /rooms/x/config", "{}", 501, "'This server has no");
        alice.call("POST /rooms/x/users", "{}", 501, "'This server has no");
        alice.call("DELETE /rooms/x/users/y", "", 501, "'This server has no");
        alice.call("POST /rooms/x/messages", "{}", 501, "'This server has no");
        alice.call("GET /rooms/x/messages", "", 501, "'This server has no message archive yet'");
    }

    @Test
    void h20RefusesStrangers() throws Exception {
        RestCaller nobody = rest.at("client", "/api");
        alice.refusesStrangers(
                nobody,
                nobody.as(ALICE.toString(), "wrong"),
                nobody.as(ALICE.toString(), Site.password(BOB)),
                nobody.as("alice", Site.password(ALICE)),
                nobody.as("door.test", "x"),
                nobody.as("admin", "sesame"));
    }

    /** However they say that they want events. */
    @Test
    void h20LetsNobodyListenWhoMayNot() throws Exception {
        RestCaller nobody = rest.at("client", "/api");
        for (RestCaller stranger : List.of(
                nobody,
                nobody.as(ALICE.toString(), "wrong"),
                nobody.as(ALICE.toString(), Site.password(BOB)),
                nobody.as("admin", "sesame"),
                nobody.saying("Bearer sesame"))) {
            HttpResponse<String> answer = stranger.call("GET", "/sse", "", "accept", "text/event-stream");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("www-authenticate")).isPresent();
        }
        HttpResponse<String> foreign =
                rest.user(ALICE).call("GET", "/sse", "", "accept", "text/event-stream", "origin", "https://evil.test");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(rest.site().house().sessions().of(ALICE)).isEmpty();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void isDescribedAsItIs() {
        alice.coverage().isComplete();
    }
}
