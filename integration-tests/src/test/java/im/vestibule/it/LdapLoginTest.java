package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.Badge.Made;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in as somebody whom OpenLDAP knows. */
@NeedsProgram("slapd")
class LdapLoginTest {
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final Pattern OFFER = Pattern.compile("(?s).*<mechanisms [^>]*>(.*?)</mechanisms>.*");

    /** An alias leads from below the base to somebody elsewhere. */
    private static final String ALIASES = """
            dn: ou=guests,dc=door,dc=test
            objectClass: organizationalUnit
            ou: guests

            dn: uid=paris,ou=guests,dc=door,dc=test
            objectClass: inetOrgPerson
            uid: paris
            cn: paris
            sn: paris
            userPassword: paris-secret

            dn: cn=count,%s
            objectClass: alias
            objectClass: extensibleObject
            cn: count
            aliasedObjectName: uid=paris,ou=guests,dc=door,dc=test

            dn: cn=household,%1$s
            objectClass: groupOfNames
            cn: household
            member: uid=juliet,%1$s

            """.formatted(Slapd.BASE);

    @TempDir
    private static Path directory;

    private static Slapd slapd;
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        Path authority = Files.writeString(directory.resolve("badges.pem"), Badge.AUTHORITY.getCertificatePEM());
        String people = Slapd.person("juliet") + Slapd.person("romeo") + Slapd.person("a*b") + ALIASES;
        slapd = Slapd.start(Files.createDirectory(directory.resolve("slapd")), people);
        site = Site.of(site(authority));
    }

    private static String site(Path authority) {
        return """
            [general]
              hosts = ["door.test", "tls.test", "alias.test", "house.test", "wrong.test", "moved.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth]
              sasl_mechanisms = ["external", "plain"]
              ldap.base = "%1$s"
            [outgoing_pools.ldap.default.connection]
              servers = ["127.0.0.1"]
              port = %2$d
              root_dn = "%3$s"
              password = "%4$s"
            [outgoing_pools.ldap.bind.connection]
              servers = ["127.0.0.1"]
              port = %2$d

            [[host_config]]
              host = "tls.test"
              auth.sasl_mechanisms = ["plain"]
              auth.ldap = {base = "%1$s", pool_tag = "secure", bind_pool_tag = "secure"}
              [host_config.outgoing_pools.ldap.secure.connection]
                servers = ["localhost"]
                port = %5$d
                root_dn = "%3$s"
                password = "%4$s"
                tls.cacertfile = "%6$s"

            # The same, by an address that its certificate does not have.
            [[host_config]]
              host = "wrong.test"
              auth.ldap = {base = "%1$s", pool_tag = "secure", bind_pool_tag = "secure"}
              [host_config.outgoing_pools.ldap.secure.connection]
                servers = ["127.0.0.1"]
                port = %5$d
                root_dn = "%3$s"
                password = "%4$s"
                tls.cacertfile = "%6$s"

            [[host_config]]
              host = "alias.test"
              auth.ldap = {base = "%1$s", deref = "searching"}
            [[host_config]]
              host = "house.test"
              auth.ldap = {base = "%1$s", filter = "(mail=%%u@door.test)", dn_filter.filter = "(&(objectClass=groupOfNames)(member=%%D))"}
            [[host_config]]
              host = "moved.test"
              auth.ldap = {base = "ou=away,dc=door,dc=test"}

            [metrics]
              port = 0
            [[listen.c2s]] # starttls_fast
              port = 0
              ip_address = "127.0.0.1"
              c2s_state_timeout = 60_000
              tls.certfile = "door.pem"
              tls.cacertfile = "%7$s"
            [[listen.c2s]] # tls_just
              port = 0
              ip_address = "127.0.0.1"
              c2s_state_timeout = 60_000
              tls.certfile = "door.pem"
              tls.module = "just_tls"
              tls.mode = "tls"
              tls.cacertfile = "%7$s"
            """.formatted(
                        Slapd.BASE,
                        slapd.port(),
                        Slapd.SEARCHER,
                        Slapd.PASSWORD,
                        slapd.securePort(),
                        slapd.authority(),
                        authority);
    }

    @AfterAll
    static void close() {
        site.close();
        slapd.close();
    }

    private static void fails(Jid account, String password, String condition) throws IOException {
        try (Wire wire = site.connect("starttls_fast")) {
            wire.greet(account.domain());
            String plain = Wire.base64("\0" + account.local() + "\0" + password);
            wire.say("<auth xmlns='" + SASL + "' mechanism='PLAIN'>" + plain + "</auth>");
            assertThat(wire.hear(Pattern.compile("<failure xmlns='" + SASL + "'><([a-z-]+)/>.*?</failure>"))
                            .group(1))
                    .isEqualTo(condition);
        }
    }

    private static void succeeds(String account) throws IOException {
        try (Wire wire = site.connect("starttls_fast")) {
            wire.login(Jid.of(account));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "tls_just"})
    void letsInByPassword(String door) throws IOException {
        for (String name : new String[] {"juliet", "romeo", "a*b"}) {
            try (Wire wire = site.connect(door)) {
                wire.login(Jid.of(name + "@door.test"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"door.test", "tls.test", "alias.test", "house.test"})
    void refusesEveryOtherPassword(String domain) throws IOException {
        Jid juliet = Jid.of("juliet@" + domain);
        fails(juliet, "romeo-secret", "not-authorized");
        fails(Jid.of("nobody@" + domain), "juliet-secret", "not-authorized");
        fails(Jid.of("*@" + domain), "juliet-secret", "not-authorized");
        fails(Jid.of("juliet)(uid=*@" + domain), "juliet-secret", "not-authorized");
        fails(Jid.of("ju*@" + domain), "juliet-secret", "not-authorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"juliet", "nobody"})
    void letsNobodyInWithoutAPassword(String name) throws IOException {
        try (Wire wire = site.connect("starttls_fast")) {
            wire.greet("door.test");
            String plain = Wire.base64("\0" + name + "\0");
            wire.say("<auth xmlns='" + SASL + "' mechanism='PLAIN'>" + plain + "</auth>");
            wire.hear(Pattern.compile(
                    "<failure xmlns='" + SASL + "'><(not-authorized|malformed-request)/>.*?</failure>"));
        }
    }

    @Test
    void findsThemOverTls() throws IOException {
        succeeds("juliet@tls.test");
    }

    @Test
    void believesNoServerByAnotherName() throws Exception {
        fails(Jid.of("juliet@wrong.test"), "juliet-secret", "temporary-auth-failure");
        await().untilAsserted(() -> assertThat(Figures.get(site, "/ready").body())
                .contains("outgoing_pools.ldap.secure for wrong.test: 127.0.0.1:" + slapd.securePort()
                        + ": the server's certificate is not for 127.0.0.1"));
    }

    @Test
    void followsAliases() throws IOException {
        succeeds("paris@alias.test");
        fails(Jid.of("paris@door.test"), "paris-secret", "not-authorized");
    }

    @Test
    void asksTheSecondFilterToo() throws IOException {
        succeeds("juliet@house.test");
        fails(Jid.of("romeo@house.test"), "romeo-secret", "not-authorized");
    }

    /** The operator's mistake is nobody's wrong password. */
    @Test
    void cannotTellWithoutItsBase() throws IOException {
        fails(Jid.of("juliet@moved.test"), "juliet-secret", "temporary-auth-failure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "tls_just"})
    void letsInByCertificateWhoHasAnEntry(String door) throws IOException {
        try (Wire wire = certified(door, "juliet@door.test")) {
            wire.hear("<success xmlns='" + SASL + "'/>");
        }
        try (Wire wire = certified(door, "nobody@door.test")) {
            wire.hear("<failure xmlns='" + SASL + "'><not-authorized/></failure>");
        }
    }

    private static Wire certified(String door, String address) throws IOException {
        Wire wire = site.connect(door);
        if (door.startsWith("starttls")) {
            wire.open("door.test");
            wire.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            wire.hear("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        }
        wire.secure(Badge.client(Made.WELL, "CN=anybody", address));
        wire.say(Wire.header("door.test"));
        assertThat(wire.hear(OFFER).group(1)).startsWith("<mechanism>EXTERNAL</mechanism>");
        wire.say("<auth xmlns='" + SASL + "' mechanism='EXTERNAL'>=</auth>");
        return wire;
    }
}
