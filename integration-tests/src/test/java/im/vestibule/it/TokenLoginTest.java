package im.vestibule.it;

import static im.vestibule.it.Logins.answer;
import static im.vestibule.it.Logins.auth;
import static im.vestibule.it.Logins.fail;
import static im.vestibule.it.Logins.mechanisms;
import static im.vestibule.it.Logins.succeed;
import static im.vestibule.it.Logins.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in place of passwords: JSON Web Tokens, and those that the server hands out itself. */
class TokenLoginTest {
    static final String KEY = "a key of 32 bytes, as HS256 wants";

    private static final String TOML = """
            [general]
              loglevel = "all"
              hosts = ["door.test", "jwt.test", "lost.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth]
              password.format = "plain"
              [auth.internal]
            [modules.mod_ping]
            [modules.mod_auth_token]
            [modules.mod_keystore]
              keys = [{name = "token_secret", type = "ram"}]
            [[host_config]]
              host = "jwt.test"
              auth.jwt = {secret.value = "%s", algorithm = "HS256", username_key = "sub"}
              modules.mod_ping = {}
              modules.mod_register = {}
            [[host_config]]
              host = "lost.test"
              auth.jwt = {secret.env = "VESTIBULE_HAS_NO_SUCH_KEY", algorithm = "HS256", username_key = "sub"}
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
            [[listen.c2s]] # starttls
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
            [[listen.c2s]] # tls
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              tls.mode = "tls"
            [[listen.c2s]] # others
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              tls.mode = "tls"
              allowed_auth_methods = ["pki", "ldap"]
            """.formatted(KEY);

    private static final Jid ALICE = Jid.of("alice@door.test/balcony");
    private static final String QUERY = "<query xmlns='erlang-solutions.com:xmpp:token-auth:0'/>";
    private static final Pattern ITEMS = Pattern.compile("<iq type='result' id='tokens' from='alice@door.test'"
            + " to='alice@door.test/balcony'><items xmlns='erlang-solutions.com:xmpp:token-auth:0'>"
            + "<access_token>(.+?)</access_token><refresh_token>(.+?)</refresh_token></items></iq>");
    private static final String TOLD = "{\"status\":\"invalid_token\"}";

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = Site.of(TOML);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    static String jwt(String user, long seconds) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new JWTClaimsSet.Builder()
                            .subject(user)
                            .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                            .build());
            token.sign(new MACSigner(KEY));
            Log.all().mustNotTell(token.serialize());
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String bearer(String authzid, String token) {
        return "n," + (authzid.isEmpty() ? "" : "a=" + authzid) + ",\u0001auth=Bearer " + token + "\u0001\u0001";
    }

    private static Wire connect(String door, String domain) throws IOException {
        return site.connect(door).greet(domain);
    }

    @Test
    void offersWhatEachDomainCanDoWithATokenOverTlsOnly() throws IOException {
        try (Wire wire = site.connect("clear")) {
            assertThat(mechanisms(wire, "door.test")).doesNotContain("OAUTHBEARER", "X-OAUTH");
            auth(wire, "OAUTHBEARER", bearer("", "x"));
            fail(wire, "invalid-mechanism");
        }
        try (Wire wire = site.connect("tls")) {
            wire.secure();
            assertThat(mechanisms(wire, "door.test")).contains("OAUTHBEARER", "X-OAUTH");
        }
        try (Wire wire = site.connect("tls")) {
            wire.secure();
            assertThat(mechanisms(wire, "jwt.test")).containsExactly("PLAIN", "OAUTHBEARER");
        }
        try (Wire wire = site.connect("others")) {
            wire.secure();
            assertThat(mechanisms(wire, "door.test")).isEmpty();
            auth(wire, "X-OAUTH", "x");
            fail(wire, "invalid-mechanism");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear", "starttls", "tls"})
    void takesAJwtForAPassword(String door) throws IOException {
        try (Wire wire = connect(door, "jwt.test")) {
            auth(wire, "PLAIN", "\0romeo\0" + jwt("juliet", 60));
            fail(wire, "not-authorized");
            auth(wire, "PLAIN", "\0juliet\0" + jwt("juliet", -120));
            fail(wire, "not-authorized");
            auth(wire, "PLAIN", "\0Juliet\0" + jwt("juliet", 60));
            succeed(wire);
            assertThat(user(wire, "jwt.test")).isEqualTo("juliet@jwt.test");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void takesAJwtByOAuthBearer(String door) throws IOException {
        for (String authzid : List.of("", "juliet@jwt.test")) {
            try (Wire wire = connect(door, "jwt.test")) {
                auth(wire, "OAUTHBEARER", bearer(authzid, jwt("juliet", 60)));
                succeed(wire);
                assertThat(user(wire, "jwt.test")).isEqualTo("juliet@jwt.test");
            }
        }
    }

    @Test
    void tellsWhyItRefusesAToken() throws IOException {
        try (Wire wire = connect("tls", "jwt.test")) {
            refuse(wire, bearer("", jwt("juliet", 60) + "x"), "not-authorized");
            refuse(wire, bearer("", jwt("juliet", -120)), "credentials-expired");
            refuse(wire, bearer("romeo@jwt.test", jwt("juliet", 60)), "invalid-authzid");
        }
    }

    private static void refuse(Wire wire, String message, String condition) throws IOException {
        auth(wire, "OAUTHBEARER", message);
        Logins.challenge(wire, TOLD);
        answer(wire, "\u0001");
        fail(wire, condition);
    }

    @Test
    void letsTheClientGiveUpOnceItIsTold() throws IOException {
        try (Wire wire = connect("tls", "jwt.test")) {
            auth(wire, "OAUTHBEARER", bearer("", "x.y.z"));
            Logins.challenge(wire, TOLD);
            wire.say("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
            fail(wire, "aborted");
            auth(wire, "OAUTHBEARER", "n,,");
            fail(wire, "malformed-request");
            auth(wire, "OAUTHBEARER", bearer("", jwt("juliet", 60)));
            succeed(wire);
        }
    }

    /** Everybody has an account, and nobody can change one. */
    @Test
    void registersNobodyWhereTokensSayWhoIsThere() throws IOException {
        try (Wire wire = connect("tls", "jwt.test")) {
            wire.say("<iq type='set' id='reg'><query xmlns='jabber:iq:register'><username>new</username>"
                    + "<password>any</password></query></iq>");
            wire.hear(Pattern.compile("(?s)<iq type='error' id='reg'.*?<not-allowed .*?</iq>"));
        }
    }

    /** The key is to come from the environment, and is not there. */
    @Test
    void s09CannotTellWithoutItsKey() throws IOException {
        try (Wire wire = connect("tls", "lost.test")) {
            auth(wire, "PLAIN", "\0juliet\0" + jwt("juliet", 60));
            fail(wire, "temporary-auth-failure");
            auth(wire, "OAUTHBEARER", bearer("", jwt("juliet", 60)));
            fail(wire, "temporary-auth-failure");
        }
    }

    private static Matcher tokens() throws IOException {
        site.renew(ALICE.bare());
        try (Wire wire = site.connect("tls").login(ALICE)) {
            wire.say("<iq type='get' id='tokens' to='alice@door.test'>" + QUERY + "</iq>");
            Matcher items = wire.hear(ITEMS);
            Log.all().mustNotTell(items.group(1));
            Log.all().mustNotTell(items.group(2));
            return items;
        }
    }

    @Test
    void takesATokenOfItsOwn() throws IOException {
        Matcher tokens = tokens();
        try (Wire wire = connect("starttls", "door.test")) {
            wire.say(Logins.raw("X-OAUTH", tokens.group(1)));
            succeed(wire);
            assertThat(user(wire, "door.test")).isEqualTo("alice@door.test");
        }
        try (Wire wire = connect("tls", "door.test")) {
            auth(wire, "OAUTHBEARER", bearer("alice@door.test", tokens.group(1)));
            succeed(wire);
            assertThat(user(wire, "door.test")).isEqualTo("alice@door.test");
        }
    }

    @Test
    void renewsATokenOfItsOwn() throws IOException {
        Matcher tokens = tokens();
        String fresh;
        try (Wire wire = connect("tls", "door.test")) {
            wire.say(Logins.raw("X-OAUTH", tokens.group(2)));
            fresh = succeed(wire);
            assertThat(user(wire, "door.test")).isEqualTo("alice@door.test");
        }
        try (Wire wire = connect("tls", "door.test")) {
            refuse(wire, bearer("", tokens.group(2)), "not-authorized");
            wire.say(Logins.raw("X-OAUTH", fresh));
            assertThat(succeed(wire)).isEmpty();
        }
    }

    @Test
    void takesNoTokenOfAnEarlierOwner() throws IOException {
        Matcher tokens = tokens();
        site.renew(ALICE.bare());
        try (Wire wire = connect("tls", "door.test")) {
            wire.say(Logins.raw("X-OAUTH", tokens.group(1)));
            fail(wire, "not-authorized");
            wire.say(Logins.raw("X-OAUTH", tokens.group(2)));
            fail(wire, "not-authorized");
            wire.say(Logins.raw("X-OAUTH", ""));
            Logins.challenge(wire, "");
            answer(wire, "");
            fail(wire, "malformed-request");
        }
    }

    @Test
    void handsOutTokensToTheirOwnerOnly() throws IOException {
        site.renew(ALICE.bare());
        site.renew(Jid.of("bob@door.test"));
        try (Wire wire = site.connect("tls").login(ALICE)) {
            for (String other : List.of("bob@door.test", "door.test")) {
                wire.say("<iq type='get' id='tokens' to='" + other + "'>" + QUERY + "</iq>");
                wire.hear(Pattern.compile("(?s)<iq type='error' id='tokens'.*?<service-unavailable .*?</iq>"));
            }
        }
    }
}
