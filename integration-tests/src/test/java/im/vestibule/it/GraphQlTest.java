package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands by GraphQL, over sockets. */
class GraphQlTest {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid BOB = Jid.of("bob@door.test");
    private static final String WHO = "{ checkAuth { authStatus } }";

    private final GraphQlSite site = new GraphQlSite();
    private final GraphQlWire admin = site.admin();

    GraphQlTest() throws IOException {}

    private GraphQlWire at(String door) {
        return site.at(door);
    }

    @BeforeEach
    void move() {
        site.site().renew(ALICE);
        site.site().renew(BOB);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "admin, '', '', 200, UNAUTHORIZED",
        "admin, admin, secret, 200, AUTHORIZED",
        "admin, admin, wrong, 401, wrong_credentials",
        "admin, root, secret, 401, wrong_credentials",
        "open, '', '', 200, AUTHORIZED",
        "open, admin, secret, 401, wrong_credentials",
        "domain, '', '', 200, UNAUTHORIZED",
        "domain, admin@door.test, guess, 401, wrong_credentials",
        "domain, alice@door.test, guess, 401, wrong_credentials",
        "user, '', '', 200, UNAUTHORIZED",
        "user, bob@door.test, guess, 401, wrong_credentials",
        "user, nobody@door.test, guess, 401, wrong_credentials",
        "user, not an address, guess, 401, wrong_credentials"
    })
    void knowsWhoAsksAtEachEndpoint(String door, String name, String password, int status, String word)
            throws IOException, InterruptedException {
        GraphQlWire wire = name.isEmpty() ? at(door) : at(door).as(name, password);
        GraphQlWire.Answer answer = wire.ask(WHO);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code() + answer.data("checkAuth/authStatus").asString(""))
                .isEqualTo(word);
    }

    @Test
    void knowsUsersByTheirPasswords() throws IOException, InterruptedException {
        GraphQlWire.Answer answer = at("user")
                .as(ALICE.toString(), Site.password(ALICE))
                .ask(
                        "{ checkAuth { username authStatus } roster { listContacts { jid } } session { countResources } }");
        assertThat(answer.data("checkAuth/username").asString()).isEqualTo("alice@door.test");
        assertThat(answer.data("roster/listContacts")).isEmpty();
        assertThat(answer.data("roster/listContacts").isArray()).isTrue();
        assertThat(answer.data("session/countResources").asInt(-1)).isZero();
        assertThat(answer.body().has("errors")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Basic !!!", "Basic", "Basic bm9jb2xvbg==", "Basic /////w=="})
    void saysWhenCredentialsCannotBeRead(String header) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(admin.endpoint())
                .header("authorization", header)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        GraphQlWire.Answer answer = admin.send(request);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("request_error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | [] | 400 | invalid_json_body",
                "application/json | {\"query\" | 400 | invalid_json_body",
                "application/json | {} | 400 | no_query_supplied",
                "application/json | {\"query\": \"{ checkAuth { authStatus } }\", \"variables\": \"{\"} | 400 | variables_invalid_json",
                "application/json | {\"query\": \"{ checkAuth { authStatus } }\", \"variables\": \"{}\"} | 200 | ''",
                "application/json; charset=utf-8 | {\"query\": \"{ checkAuth { authStatus } }\", \"variables\": null} | 200 | ''",
                "application/json | {\"query\": \"{ nothing }\"} | 400 | unknown_field",
                "application/json | {\"query\": \"{\"} | 400 | parser_error",
                "text/plain | {\"query\": \"{ checkAuth { authStatus } }\"} | 415 | ''"
            })
    void saysWhenAQuestionCannotBeRead(String type, String body, int status, String code)
            throws IOException, InterruptedException {
        GraphQlWire.Answer answer = admin.post(type, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void answersAGetThatChangesNothing() throws IOException, InterruptedException {
        assertThat(admin.get(WHO).data("checkAuth/authStatus").asString()).isEqualTo("AUTHORIZED");
        GraphQlWire.Answer answer = admin.get("mutation { account { removeUser(user: \"alice@door.test\") { jid } } }");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("unsupported_operation");
        assertThat(admin.ask("{ account { checkUser(user: \"alice@door.test\") { exist } } }")
                        .data("account/checkUser/exist")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void answersOnlyWhatIsAllowed() throws IOException, InterruptedException {
        GraphQlWire.Answer answer =
                at("open").ask("{ session { countSessions } account { countUsers(domain: \"door.test\") } }");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("category_disabled");
        assertThat(answer.body().at("/errors/0/path/0").asString()).isEqualTo("session");
        assertThat(answer.data("account/countUsers").asInt()).isEqualTo(2);
        HttpResponse<InputStream> stream = at("open")
                .listen("subscription { stanza { subscribeForMessages(caller: \"bob@door.test\") { sender } } }");
        assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("category_disabled");
    }

    @Test
    void tellsOfMessagesAsTheyCome() throws IOException, InterruptedException {
        HttpResponse<InputStream> stream = at("user")
                .as(BOB.toString(), Site.password(BOB))
                .listen("subscription { stanza { new: subscribeForMessages { sender stanza_id stanza } } }");
        assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream");
        GraphQlWire.Answer sent = admin.ask(
                "mutation($body: String!) { stanza {"
                        + " sendMessage(from: \"alice@door.test\", to: \"bob@door.test\", body: $body) { id } } }",
                Map.of("body", "a < b"));
        String id = sent.data("stanza/sendMessage/id").asString();
        try (BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(event(events))
                    .contains("\"sender\":\"alice@door.test\"", "\"stanza_id\":\"" + id + "\"", "a &lt; b");
        }
    }

    /** What the first event says. */
    private static String event(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = events.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void showsBrowsersAPageUnlessThatIsOff() throws IOException, InterruptedException {
        HttpResponse<String> page = browse("admin");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("/api/graphql/explorer/graphiql.min.js");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("script-src 'self';");
        HttpResponse<Void> script = site.http()
                .send(
                        HttpRequest.newBuilder(admin.endpoint().resolve("/api/graphql/explorer/graphiql.min.js"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(browse("domain").statusCode()).isEqualTo(400);
    }

    @Test
    void letsLinksOfOtherSitesLeadToThePageAndToNothingElse() throws IOException, InterruptedException {
        assertThat(browse("admin", "sec-fetch-site", "cross-site").statusCode()).isEqualTo(200);
        assertThat(browse("domain", "sec-fetch-site", "cross-site").statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> browse(String door, String... more) throws IOException, InterruptedException {
        String[] headers = Stream.concat(Stream.of("accept", "text/html,*/*;q=0.8"), Stream.of(more))
                .toArray(String[]::new);
        return site.http()
                .send(
                        HttpRequest.newBuilder(at(door).endpoint())
                                .headers(headers)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "origin, https://evil.test, 403",
        "origin, null, 403",
        "sec-fetch-site, cross-site, 403",
        "sec-fetch-site, same-site, 403",
        "sec-fetch-site, same-origin, 200"
    })
    void h20RefusesWhatPagesOfOtherSitesSend(String header, String value, int status)
            throws IOException, InterruptedException {
        HttpRequest request = admin.request(admin.endpoint())
                .header("content-type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ checkAuth { authStatus } }\"}"))
                .build();
        assertThat(admin.send(request).status()).isEqualTo(status);
    }

    @Test
    void hasWhoGuessesWait() throws IOException, InterruptedException {
        GraphQlWire guesser = at("limited").as("admin", "guess");
        assertThat(guesser.ask(WHO).status()).isEqualTo(401);
        long asked = System.nanoTime();
        assertThat(guesser.ask(WHO).status()).isEqualTo(401);
        assertThat(System.nanoTime() - asked)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void hasWhoGuessesWaitAlsoWhereTheFileSaysNothing() throws IOException, InterruptedException {
        GraphQlWire guesser = at("usual").as("admin", "guess");
        for (int i = 0; i < 10; i++) {
            assertThat(guesser.ask(WHO).status()).isEqualTo(401);
        }
        long asked = System.nanoTime();
        assertThat(at("usual").as("admin", "secret").ask(WHO).status()).isEqualTo(200);
        assertThat(System.nanoTime() - asked)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void tellsNobodyToKeepAnAnswer() throws IOException, InterruptedException {
        HttpResponse<String> answer = site.http()
                .send(HttpRequest.newBuilder(admin.endpoint()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void managesAnAccountFromItsBeginningToItsEnd() throws IOException, InterruptedException {
        assertThat(admin.ask("mutation { account { registerUser(domain: \"other.test\", username: \"Carol\","
                                + " password: \"pw\") { jid } } }")
                        .data("account/registerUser/jid")
                        .asString())
                .isEqualTo("carol@other.test");
        assertThat(admin.ask("mutation { account { registerUser(domain: \"other.test\", username: \"carol\","
                                + " password: \"pw\") { jid } } }")
                        .code())
                .isEqualTo("exists");
        assertThat(admin.ask("{ account { checkPassword(user: \"carol@other.test\", password: \"pw\") { correct }"
                                + " checkPasswordHash(user: \"carol@other.test\", hashMethod: \"md5\","
                                + " passwordHash: \"8fe4c11451281c094a6578e6ddbf5eed\") { correct }"
                                + " listUsers(domain: \"other.test\") } }")
                        .body()
                        .at("/data/account")
                        .toString())
                .isEqualTo("{\"checkPassword\":{\"correct\":true},\"checkPasswordHash\":{\"correct\":true},"
                        + "\"listUsers\":[\"carol@other.test\"]}");
        done("mutation { account { banUser(user: \"carol@other.test\", reason: \"no\") { jid } } }");
        assertThat(at("user").as("carol@other.test", "pw").ask(WHO).status()).isEqualTo(401);
        done("mutation { account { removeUser(user: \"carol@other.test\") { jid } } }");
        assertThat(admin.ask("mutation { account { removeUser(user: \"carol@other.test\") { jid } } }")
                        .code())
                .isEqualTo("not_allowed");
    }

    private void done(String document) throws IOException, InterruptedException {
        GraphQlWire.Answer answer = admin.ask(document);
        assertThat(answer.body().has("data")).as("%s", answer).isTrue();
        assertThat(answer.body().has("errors")).as("%s", answer).isFalse();
    }

    @Test
    void holdsAdministratorsOfADomainToIt() throws IOException, InterruptedException {
        GraphQlWire wire = at("domain").as("admin@door.test", "pw");
        assertThat(wire.ask(WHO).status()).isEqualTo(401);
        done("mutation { domain { setDomainPassword(domain: \"door.test\", password: \"pw\") } }");
        assertThat(wire.ask("{ checkAuth { domain authType } }")
                        .data("checkAuth")
                        .toString())
                .isEqualTo("{\"domain\":\"door.test\",\"authType\":\"DOMAIN_ADMIN\"}");
        assertThat(wire.ask("{ account { countUsers(domain: \"door.test\") } }")
                        .data("account/countUsers")
                        .asInt())
                .isEqualTo(2);
        GraphQlWire.Answer other =
                wire.ask("query($d: DomainName!) { account { countUsers(domain: $d) } }", Map.of("d", "other.test"));
        assertThat(other.status()).isEqualTo(401);
        assertThat(other.code()).isEqualTo("no_permissions");
        assertThat(wire.ask("{ server { getLoglevel } }").status()).isEqualTo(401);
        assertThat(wire.ask("{ session { countSessions } }").status()).isEqualTo(401);
    }

    @Test
    void hasDomainsComeAndGo() throws IOException, InterruptedException {
        String named = "(domain: \"new.test\", hostType: \"dynamic\")";
        assertThat(admin.ask("mutation { domain { addDomain" + named + " { domain status } } }")
                        .data("domain/addDomain")
                        .toString())
                .isEqualTo("{\"domain\":\"new.test\",\"status\":null}");
        assertThat(admin.ask("mutation { domain { addDomain" + named + " { domain } } }")
                        .code())
                .isEqualTo("duplicate");
        done("mutation { account { registerUser(domain: \"new.test\", username: \"a\","
                + " password: \"pw\") { jid } } }");
        assertThat(admin.ask("mutation { domain { disableDomain(domain: \"new.test\") { status } } }")
                        .data("domain/disableDomain/status")
                        .asString())
                .isEqualTo("DISABLED");
        assertThat(admin.ask("{ account { countUsers(domain: \"new.test\") } }").code())
                .isEqualTo("domain_not_found");
        assertThat(admin.ask("mutation { domain { removeDomain" + named + " { status } } }")
                        .data("domain/removeDomain/status")
                        .asString())
                .isEqualTo("DELETED");
        assertThat(admin.ask("{ domain { domainDetails(domain: \"door.test\") { status } } }")
                        .code())
                .isEqualTo("static");
    }
}
