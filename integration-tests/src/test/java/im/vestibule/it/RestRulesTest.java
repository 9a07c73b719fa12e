package im.vestibule.it;

import static im.vestibule.it.RestSite.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for all calls of the REST APIs. */
class RestRulesTest {
    private static RestSite rest;

    @BeforeAll
    static void open() throws IOException {
        rest = new RestSite();
    }

    @AfterAll
    static void close() {
        rest.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /users | 404 | ''",
                "GET /users/door.test/alice/more | 404 | ''",
                "GET /nowhere | 404 | ''",
                "GET / | 404 | ''",
                "PATCH /users/door.test | 405 | 'DELETE, GET, POST, PUT, HEAD, OPTIONS'",
                "GET /stanzas | 405 | 'POST, OPTIONS'",
                "HEAD /users/door.test | 200 | ''",
                "OPTIONS /stanzas | 200 | 'POST, OPTIONS'",
                "OPTIONS /nowhere | 404 | ''",
                "GET /users/door.test/ | 200 | ''",
            })
    void knowsPathsAndMethods(String call, int status, String allow) throws Exception {
        String[] parts = call.split(" ", 2);
        HttpResponse<String> answer = rest.admin().call(parts[0], parts[1], "");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("allow").orElse("")).isEqualTo(allow);
        if (status != 200 || parts[0].equals("OPTIONS")) {
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"caller\":\"a@b\"",
                "[]",
                "null",
                "7",
                "{} {}",
                "{\"caller\":\"a@b\",\"caller\":\"a@b\"}",
                "{\"caller\":null}",
                "{\"caller\":\"alice@door.test\",\"to\":\"a@b\",\"body\":\"x\",\"more\":1}",
                "{\"caller\":\"alice@door.test\",\"to\":\"a@b\",\"body\":7}",
            })
    void wantsAnObjectOfWhatItKnows(String body) throws Exception {
        HttpResponse<String> answer = rest.admin().call("POST", "/messages", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("\"Invalid request body\"");
    }

    @Test
    void wantsNothingInAQueryThatItDoesNotKnow() throws Exception {
        for (String query : new String[] {"?a=b", "?a=b&a=c"}) {
            HttpResponse<String> answer = rest.admin().call("GET", "/users/door.test" + query, "");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("\"Invalid query string\"");
        }
    }

    @Test
    void talksJsonOnly() throws Exception {
        RestCaller admin = rest.admin();
        assertThat(admin.call("POST", "/messages", "{}", "content-type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(admin.call("PUT", "/users/door.test/alice", "").statusCode()).isEqualTo(415);
        assertThat(admin.call("POST", "/messages", "{}", "content-type", "application/json; charset=utf-8")
                        .body())
                .isEqualTo("\"Missing sender JID\"");
        assertThat(admin.call("GET", "/users/door.test", "", "accept", "text/html")
                        .statusCode())
                .isEqualTo(406);
        assertThat(admin.call("GET", "/users/door.test", "", "accept", "text/html, */*;q=0.1")
                        .statusCode())
                .isEqualTo(200);
        assertThat(rest.user(ALICE)
                        .call("GET", "/sse", "", "accept", "application/json")
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void takesNoMoreThanAMebibyte() throws Exception {
        try (HttpWire wire = rest.site().http("admin")) {
            wire.say("POST /api/stanzas HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n");
            HttpWire.Answer answer = wire.hear();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("content too large\n");
        }
        String less = "{\"stanza\":\"" + "x".repeat((1 << 20) - 13) + "\"}";
        assertThat(rest.admin().call("POST", "/stanzas", less).body()).isEqualTo("\"Malformed stanza\"");
    }

    @Test
    void isForNoCacheAndNoPage() throws Exception {
        HttpResponse<String> answer = rest.admin().call("GET", "/users/door.test", "", "sec-fetch-site", "same-origin");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("content-security-policy"))
                .hasValue("default-src 'none'; frame-ancestors 'none'");
        assertThat(rest.admin()
                        .call("GET", "/users/door.test", "", "sec-fetch-site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/admin/domains/x.test | 404 | \"Given domain does not exist\"",
                "/admin/users/door.test | 404 | ''",
                "/client/contacts | 404 | ''",
                "/client/messages | 401 | ''",
                "/client/sse | 401 | ''",
                "/api-docs | 404 | not found",
                "/api-docs/swagger.json | 404 | not found",
            })
    void hasTheHandlersThatWereAskedFor(String path, int status, String body) throws Exception {
        HttpResponse<String> answer = rest.at("some", "").call("GET", path, "");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().strip()).isEqualTo(body);
    }

    @Test
    void letsInAnybodyWithoutCredentialsButNobodyWithSome() throws Exception {
        RestCaller nobody = rest.at("some", "/admin");
        assertThat(nobody.call("GET", "/domains/x.test", "").statusCode()).isEqualTo(404);
        assertThat(nobody.as("admin", "sesame")
                        .call("GET", "/domains/x.test", "")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void describesItselfToUsersUnlessTheFileSaysOtherwiseAndToAdministratorsIfItDoes() throws Exception {
        assertThat(rest.at("client", "").call("GET", "/api-docs", "").statusCode())
                .isEqualTo(200);
        assertThat(rest.at("admin", "").call("GET", "/api-docs", "").statusCode())
                .isEqualTo(200);
        // One says nothing there, the other says no.
        assertThat(rest.at("some", "").call("GET", "/api-docs", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void describesItself() throws Exception {
        RestCaller nobody = rest.at("client", "");
        HttpResponse<String> page = nobody.call("GET", "/api-docs", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        for (String file :
                new String[] {"swagger-ui.css", "docs.css", "swagger-ui-bundle.js", "docs.js", "favicon-32x32.png"}) {
            assertThat(page.body()).contains("\"/api-docs/" + file + "\"");
            assertThat(nobody.call("GET", "/api-docs/" + file, "").statusCode()).isEqualTo(200);
        }
        JsonNode description = new JsonMapper()
                .readTree(nobody.call("GET", "/api-docs/swagger.json", "").body());
        assertThat(description.get("openapi").asString()).isEqualTo("3.1.0");
        assertThat(description.get("servers").get(0).get("url").asString()).isEqualTo("/api");
    }
}
