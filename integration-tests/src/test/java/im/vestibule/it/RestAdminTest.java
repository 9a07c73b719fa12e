package im.vestibule.it;

import static im.vestibule.it.RestSite.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every call of the REST API for administrators: what is right, what is missing, what is wrong, and who may not. */
@TestMethodOrder(OrderAnnotation.class)
class RestAdminTest {
    private static RestSite rest;
    private static RestCase admin;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        rest = new RestSite();
        RestCaller caller = rest.admin();
        admin = new RestCase(new RestCoverage(caller.description()), caller);
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
    void users() throws Exception {
        admin.call("GET /users/door.test", "", 200, "['alice@door.test','bob@door.test']");
        admin.call("GET /users/other.test", "", 404, "'Domain does not exist'");
        admin.call("GET /users/no%40domain", "", 404, "'Domain does not exist'");
        String carol = "{'username':'Carol','password':'x'}";
        assertThat(admin.call("POST /users/door.test", carol, 201, "User carol@door.test successfully registered")
                        .headers()
                        .firstValue("location"))
                .hasValue("/api/users/door.test/carol");
        admin.call("POST /users/door.test", carol, 403, "'User carol@door.test already registered'");
        admin.call("POST /users/door.test", "{'password':'x'}", 400, "'Missing user name'");
        admin.call("POST /users/door.test", "{'username':'dave'}", 400, "'Missing password'");
        admin.call("POST /users/door.test", "{'username':'a@b','password':'x'}", 400, "'Invalid JID a@b@door.test'");
        admin.call("POST /users/door.test", "{'username':'','password':'x'}", 400, "'Invalid JID @door.test'");
        admin.call("POST /users/door.test", "{'username':'dave','password':''}", 403, "Can");
        admin.call("POST /users/other.test", "{'username':'dave','password':'x'}", 403, "Can");
        admin.call("PUT /users/door.test/carol", "{'newpass':'y'}", 204, "");
        admin.call("PUT /users/door.test/carol", "{}", 400, "'Missing new password'");
        admin.call("PUT /users/door.test/carol", "{'newpass':''}", 400, "'Empty password'");
        admin.call("PUT /users/door.test/a%40b", "{'newpass':'y'}", 400, "'Invalid JID'");
        admin.call("PUT /users/door.test", "{'newpass':'y'}", 400, "'Missing user name'");
        admin.call("PUT /users/door.test/nobody", "{'newpass':'y'}", 403, "'User does not exist or you");
        admin.call("DELETE /users/door.test/carol", "", 204, "");
        admin.call("DELETE /users/door.test/carol", "", 403, "'User does not exist or you");
        admin.call("DELETE /users/door.test", "", 400, "'Missing user name'");
        admin.call("DELETE /users/door.test/a%40b", "", 400, "'Invalid JID'");
    }

    @Test
    void sessions() throws Exception {
        try (Wire wire = rest.site().connect("clear").login(Jid.of("alice@door.test/desk"))) {
            admin.call("GET /sessions/door.test", "", 200, "['alice@door.test/desk']");
            admin.call("GET /sessions/other.test", "", 404, "'Domain not found'");
            admin.call("DELETE /sessions/door.test/alice/bed", "", 404, "'No active session'");
            admin.call("DELETE /sessions/door.test/desk", "", 400, "'Missing user name'");
            admin.call("DELETE /sessions/door.test/nobody/desk", "", 404, "'Given user does not exist'");
            admin.call("DELETE /sessions/other.test/alice/desk", "", 404, "'Given user does not exist'");
            admin.call("DELETE /sessions/door.test/a%40b/desk", "", 400, "'Invalid JID'");
            admin.call("DELETE /sessions/door.test/alice/desk", "", 204, "");
            assertThat(wire.hear(Pattern.compile("(?s).*</stream:stream>")).group())
                    .contains("<conflict", "kicked");
        }
    }

    @Test
    void messages() throws Exception {
        try (Wire bob = rest.bob()) {
            admin.call("POST /messages", "{'caller':'alice@door.test','to':'bob@door.test','body':'a<b'}", 204, "");
            assertThat(bob.hear(Pattern.compile("(?s)<message.*?</message>")).group())
                    .contains("from='alice@door.test'", "a&lt;b");
            admin.call(
                    "POST /stanzas",
                    "{'stanza':'<message from=\\'alice@door.test/x\\'"
                            + " to=\\'bob@door.test\\'><body>hello</body></message>'}",
                    204,
                    "");
            assertThat(bob.hear(Pattern.compile("(?s)<message.*?</message>")).group())
                    .contains("from='alice@door.test/x'", " id='", "hello");
        }
        admin.call("POST /messages", "{'to':'bob@door.test','body':'x'}", 400, "'Missing sender JID'");
        admin.call("POST /messages", "{'caller':'alice@door.test','body':'x'}", 400, "'Missing recipient JID'");
        admin.call("POST /messages", "{'caller':'alice@door.test','to':'a@door.test'}", 400, "'Missing message body'");
        admin.call("POST /messages", "{'caller':'@','to':'bob@door.test','body':'x'}", 400, "'Invalid sender JID'");
        admin.call(
                "POST /messages", "{'caller':'alice@door.test','to':'@','body':'x'}", 400, "'Invalid recipient JID'");
        admin.call("POST /messages", "{'caller':'n@door.test','to':'a@b','body':'x'}", 400, "'User does not exist'");
        admin.call("POST /messages", "{'caller':'n@other.test','to':'a@b','body':'x'}", 400, "s domain does not exist");
        admin.call("GET /messages/alice%40door.test", "", 501, "'This server has no message archive yet'");
        admin.call(
                "GET /messages/alice%40door.test/bob%40door.test", "", 501, "'This server has no message archive yet'");
    }

    @Test
    void stanzas() throws Exception {
        admin.call("POST /stanzas", "{}", 400, "'Missing stanza'");
        admin.call("POST /stanzas", "{'stanza':'<message'}", 400, "'Malformed stanza'");
        admin.call(
                "POST /stanzas",
                "{'stanza':'<x from=\\'alice@door.test\\' to=\\'a@b\\'/>'}",
                400,
                "'Malformed stanza'");
        admin.call("POST /stanzas", "{'stanza':'<message to=\\'a@b\\'/>'}", 400, "'Missing sender JID'");
        admin.call("POST /stanzas", "{'stanza':'<message from=\\'@\\' to=\\'a@b\\'/>'}", 400, "'Invalid sender JID'");
        admin.call(
                "POST /stanzas",
                "{'stanza':'<message from=\\'n@door.test\\' to=\\'a@b\\'/>'}",
                400,
                "'User does not exist'");
        admin.call("POST /stanzas", "{'stanza':'<iq from=\\'alice@door.test\\'/>'}", 400, "'Missing recipient JID'");
        admin.call(
                "POST /stanzas",
                "{'stanza':'<iq from=\\'alice@door.test\\' to=\\'@\\'/>'}",
                400,
                "'Invalid recipient JID'");
    }

    @Test
    void contacts() throws Exception {
        String alice = "/contacts/alice%40door.test";
        String bob = "/contacts/bob%40door.test";
        admin.call("GET " + alice, "", 200, "[]");
        admin.call("GET /contacts/nobody%40door.test", "", 404, "'The user nobody@door.test does not exist'");
        admin.call("GET /contacts/alice%40other.test", "", 404, "'Domain not found'");
        admin.call("GET /contacts/%40", "", 400, "'Invalid user JID'");
        admin.call("POST " + alice, "{'jid':'bob@door.test'}", 204, "");
        admin.call("GET " + alice, "", 200, "[{'jid':'bob@door.test','subscription':'none','ask':'none'}]");
        admin.call("POST " + alice, "{}", 400, "'Missing JID'");
        admin.call("POST " + alice, "{'jid':'@'}", 400, "'Invalid JID'");
        admin.call("POST " + alice, "{'jid':'nobody@door.test'}", 404, "'The user nobody@door.test does not exist'");
        admin.call("POST " + alice, "{'jid':'alice@door.test'}", 403, "own contact");
        admin.call("PUT " + alice + "/bob%40door.test", "{'action':'subscribe'}", 204, "");
        admin.call("GET " + alice, "", 200, "'ask':'out'");
        admin.call("GET " + bob, "", 200, "[{'jid':'alice@door.test','subscription':'none','ask':'in'}]");
        admin.call("PUT " + bob + "/alice%40door.test", "{'action':'subscribed'}", 204, "");
        admin.call("GET " + alice, "", 200, "'subscription':'to','ask':'none'");
        admin.call("PUT " + alice + "/bob%40door.test", "{}", 400, "'Missing action'");
        admin.call("PUT " + alice + "/bob%40door.test", "{'action':'love'}", 400, "'Invalid action'");
        admin.call("PUT " + alice + "/%40", "{'action':'subscribe'}", 400, "'Invalid contact JID'");
        admin.call("PUT " + alice, "{'action':'subscribe'}", 400, "'Missing contact JID'");
        admin.call(
                "PUT /contacts/alice%40other.test/bob%40door.test",
                "{'action':'subscribe'}", 404, "'Domain not found'");
        admin.call("DELETE " + alice + "/bob%40door.test", "", 204, "");
        admin.call(
                "DELETE " + alice + "/bob%40door.test",
                "",
                404,
                "'Cannot remove bob@door.test contact that does not exist'");
        admin.call("DELETE " + alice, "", 400, "'Missing contact JID'");
    }

    @Test
    void mutualSubscriptions() throws Exception {
        String manage = "PUT /contacts/alice%40door.test/bob%40door.test/manage";
        admin.call(manage, "{'action':'connect'}", 204, "");
        admin.call("GET /contacts/alice%40door.test", "", 200, "'jid':'bob@door.test','subscription':'both'");
        admin.call("GET /contacts/bob%40door.test", "", 200, "'jid':'alice@door.test','subscription':'both'");
        admin.call(manage, "{'action':'disconnect'}", 204, "");
        admin.call("GET /contacts/alice%40door.test", "", 200, "[]");
        admin.call("GET /contacts/bob%40door.test", "", 200, "[]");
        admin.call(manage, "{'action':'disconnect'}", 404, "'Cannot remove");
        admin.call(manage, "{}", 400, "'Missing action'");
        admin.call(manage, "{'action':'marry'}", 400, "'Invalid action'");
        String nobody = "PUT /contacts/alice%40door.test/nobody%40door.test/manage";
        admin.call(nobody, "{'action':'connect'}", 404, "'The user nobody@door.test does not exist'");
    }

    @Test
    void domains() throws Exception {
        String at = " /domains/new.test";
        String unknown = "'Given domain does not exist'";
        admin.call("PUT" + at, "{'host_type':'dynamic'}", 204, "");
        admin.call("PUT" + at, "{'host_type':'dynamic'}", 409, "'Domain already exists'");
        admin.call("PUT" + at, "{}", 400, "field is missing");
        admin.call("PUT /domains/door.test", "{'host_type':'dynamic'}", 403, "Domain static");
        admin.call("PUT /domains/a%40b", "{'host_type':'dynamic'}", 400, "domain name");
        admin.call("PUT /domains/x.test", "{'host_type':'other'}", 403, "Unknown host type");
        admin.call("GET" + at, "", 200, "{'host_type':'dynamic','status':'enabled'}");
        admin.call("GET /domains/door.test", "", 403, "Domain static");
        admin.call("GET /domains/x.test", "", 404, unknown);
        admin.call("PATCH" + at, "{'enabled':false}", 204, "");
        admin.call("GET" + at, "", 200, "'status':'disabled'");
        admin.call("PATCH" + at, "{'enabled':true}", 204, "");
        admin.call("PATCH" + at, "{'enabled':'yes'}", 400, "Invalid");
        admin.call("PATCH" + at, "{}", 400, "field is missing");
        admin.call("PATCH /domains/x.test", "{'enabled':true}", 404, unknown);
        admin.call("DELETE" + at, "", 400, "field is missing");
        admin.call("DELETE" + at, "{'host_type':'other'}", 403, "Unknown host type");
        admin.call("DELETE" + at, "{'host_type':'dynamic'}", 204, "");
        admin.call("DELETE" + at, "{'host_type':'dynamic'}", 404, unknown);
        admin.call("PUT" + at, "{'host_type':'dynamic'}", 204, "");
        admin.call("DELETE" + at, "{'host_type':'dynamic','request':true}", 202, "");
    }

    @Test
    void metrics() throws Exception {
        admin.call("GET /metrics", "", 200, "'host_types':['door.test']");
        for (String scope : new String[] {"all", "global"}) {
            admin.call("GET /metrics/" + scope, "", 200, "'vestibule_ready':{'value':1.0}");
            admin.call("GET /metrics/" + scope + "/vestibule_ready", "", 200, "{'metric':{'value':1.0}}");
            admin.call("GET /metrics/" + scope + "/nothing", "", 404, "'Metric not found'");
        }
        admin.call("GET /metrics/host_type/door.test", "", 404, "'No metrics found'");
        admin.call("GET /metrics/host_type/door.test/vestibule_ready", "", 404, "'Metric not found'");
    }

    @Test
    void saysWhatItDoesNotHave() throws Exception {
        admin.call("POST /mucs/door.test", "{'name':'x'}", 501, "'This server has no rooms by XEP-0045 yet'");
        admin.call("POST /mucs/door.test/x/participants", "{}", 501, "'This server has no");
        admin.call("POST /mucs/door.test/x/messages", "{}", 501, "'This server has no");
        admin.call("DELETE /mucs/door.test/x/y", "", 501, "'This server has no");
        admin.call("POST /muc-lights/door.test", "{}", 501, "'This server has no MUC Light yet'");
        admin.call("PUT /muc-lights/door.test", "{}", 501, "'This server has no");
        admin.call("POST /muc-lights/door.test/x/participants", "{}", 501, "'This server has no");
        admin.call("POST /muc-lights/door.test/x/messages", "{}", 501, "'This server has no");
        admin.call("DELETE /muc-lights/door.test/x/management", "", 501, "'This server has no");
        admin.call("DELETE /inbox/door.test/1/bin", "", 501, "'This server has no inbox yet'");
        admin.call("DELETE /inbox/door.test/alice/1/bin", "", 501, "'This server has no inbox yet'");
    }

    @Test
    void h20RefusesStrangers() throws Exception {
        RestCaller nobody = rest.at("admin", "/api");
        admin.refusesStrangers(
                nobody,
                nobody.as("admin", "wrong"),
                nobody.as("root", "sesame"),
                nobody.as(ALICE.toString(), Site.password(ALICE)),
                nobody.saying("Bearer sesame"));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void isDescribedAsItIs() {
        admin.coverage().isComplete();
    }
}
