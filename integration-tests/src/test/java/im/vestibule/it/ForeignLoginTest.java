package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.Badge.Made;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every method by every mechanism that it can do, on every transport, with clients that others wrote: slixmpp over TCP with
 * STARTTLS and with TLS from the first byte, Strophe.js over WebSocket and BOSH.
 */
@NeedsProgram("slapd")
class ForeignLoginTest {
    private static final String JULIET = "juliet@";
    private static final List<String> PASSWORDS =
            List.of("PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-384", "SCRAM-SHA-512");
    private static final Map<String, List<String>> MECHANISMS = Map.of(
            "internal.test", PASSWORDS,
            "plain.test", PASSWORDS,
            "pgsql.test", PASSWORDS,
            "mysql.test", PASSWORDS,
            "http.test",
                    Stream.concat(PASSWORDS.stream(), Stream.of("EXTERNAL")).toList(),
            "ldap.test", List.of("PLAIN", "EXTERNAL"),
            "external.test", List.of("PLAIN"),
            "jwt.test", List.of("PLAIN", "OAUTHBEARER"),
            "dummy.test", List.of("PLAIN"),
            "pki.test", List.of("EXTERNAL"));
    /** Logins by one run of a script. */
    private static final int TOGETHER = 10;

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path directory;

    private static Slapd slapd;
    private static AuthService service;
    private static Postgres postgres;
    private static MariaDb mariaDb;
    private static Site site;
    private static final Map<String, Path> BADGES = new LinkedHashMap<>();

    /** An attempt, and what it must come to. */
    private record Attempt(Map<String, Object> wanted, String outcome) {}

    @BeforeAll
    static void open() throws Exception {
        for (String program : List.of("initdb", "mariadb-install-db")) {
            Outside.require(Programs.find(program).isPresent(), program);
        }
        slapd = Slapd.start(Files.createDirectory(directory.resolve("slapd")), Slapd.person("juliet"));
        service = AuthService.open(false);
        postgres = new Postgres();
        mariaDb = new MariaDb();
        for (DatabaseServer database : List.of(postgres, mariaDb)) {
            database.start();
            database.makeTable();
        }
        site = Site.of(toml());
        for (String domain :
                List.of("internal.test", "plain.test", "pgsql.test", "mysql.test", "http.test", "external.test")) {
            site.renew(Jid.of(JULIET + domain));
        }
        for (String domain : List.of("ldap.test", "http.test", "pki.test")) {
            Badge hers = Badge.of(Made.WELL, "CN=juliet", JULIET + domain);
            BADGES.put(JULIET + domain, Files.writeString(directory.resolve(domain + ".pem"), hers.keyed()));
            service.certify(JULIET + domain, hers.pem());
        }
    }

    private static String toml() throws IOException {
        String authority = Files.writeString(directory.resolve("authority.pem"), Badge.AUTHORITY.getCertificatePEM())
                .toString();
        return """
                [general]
                  hosts = ["internal.test", "plain.test", "pgsql.test", "mysql.test", "ldap.test", "http.test",
                           "external.test", "jwt.test", "inn.test", "pki.test", "dummy.test"]
                  default_server_domain = "internal.test"
                  event_loops = 2
                [auth]
                  sasl_mechanisms = %1$s
                  internal = {}
                [modules.mod_bosh]
                """.formatted(mechanisms())
                + host("plain.test", "internal = {}", "password.format = \"plain\"")
                + host("pgsql.test", "rdbms = {}")
                + own(postgres.pool())
                + host("mysql.test", "rdbms = {}")
                + own(mariaDb.pool())
                + host("ldap.test", "ldap.base = \"" + Slapd.BASE + "\"")
                + host("http.test", "http.basic_auth = \"" + AuthService.BASIC_AUTH + "\"")
                + host("external.test", "external.program = \"" + Keeper.command() + "\"")
                + host(
                        "jwt.test",
                        "jwt = {secret.value = \"" + TokenLoginTest.KEY
                                + "\", algorithm = \"HS256\", username_key = \"sub\"}")
                + host("inn.test", "anonymous.protocol = \"both\"")
                + host("pki.test", "pki = {}")
                + host("dummy.test", "dummy = {base_time = 1, variance = 1}")
                + """
                [outgoing_pools.ldap.default.connection]
                  servers = ["127.0.0.1"]
                  port = %1$d
                  root_dn = "%2$s"
                  password = "%3$s"
                [outgoing_pools.ldap.bind.connection]
                  servers = ["127.0.0.1"]
                  port = %1$d
                [outgoing_pools.http.auth.connection]
                  host = "%4$s"
                  path_prefix = "/auth/"
                [[listen.c2s]] # starttls
                  port = 0
                  ip_address = "127.0.0.1"
                  tls = {certfile = "door.pem", cacertfile = "%5$s", mode = "starttls_required"}
                [[listen.c2s]] # tls
                  port = 0
                  ip_address = "127.0.0.1"
                  tls = {certfile = "door.pem", cacertfile = "%5$s", mode = "tls", module = "just_tls"}
                [[listen.http]] # web
                  port = 0
                  ip_address = "127.0.0.1"
                  tls.certfile = "door.pem"
                  handlers.mod_websockets = [{host = "_", path = "/ws-xmpp"}]
                  handlers.mod_bosh = [{host = "_", path = "/http-bind"}]
                [[listen.http]] # certified
                  port = 0
                  ip_address = "127.0.0.1"
                  tls = {certfile = "door.pem", cacertfile = "%5$s", verify_mode = "peer"}
                  handlers.mod_websockets = [{host = "_", path = "/ws-xmpp"}]
                """.formatted(slapd.port(), Slapd.SEARCHER, Slapd.PASSWORD, service.url(), authority);
    }

    /** Without -PLUS: slixmpp says of a channel that it could bind that we could not, and RFC 5802 §6 has us refuse. */
    private static String mechanisms() {
        return "[\"external\", \"scram_sha512\", \"scram_sha384\", \"scram_sha256\", \"scram_sha1\", \"plain\","
                + " \"anonymous\", \"oauth\"]";
    }

    private static String host(String name, String... auth) {
        StringBuilder table = new StringBuilder("[[host_config]]\n  host = \"" + name + "\"\n");
        table.append("  auth.sasl_mechanisms = ").append(mechanisms()).append('\n');
        for (String line : auth) {
            table.append("  auth.").append(line).append('\n');
        }
        return table.toString();
    }

    private static String own(String pool) {
        return pool.replace("[outgoing_pools", "[host_config.outgoing_pools");
    }

    @AfterAll
    static void close() throws IOException {
        site.close();
        service.close();
        slapd.close();
        postgres.close();
        mariaDb.close();
    }

    /**
     * Everybody's right secret, and a wrong one where there is such a thing.
     *
     * @param certified whether the client can show a certificate there
     * @param refusal what the client says of a wrong secret
     */
    private static List<Attempt> attempts(Map<String, Object> door, boolean certified, String refusal) {
        List<Attempt> attempts = new ArrayList<>();
        MECHANISMS.forEach((domain, mechanisms) -> mechanisms.forEach(mechanism -> {
            Jid juliet = Jid.of(JULIET + domain);
            if (mechanism.equals("EXTERNAL")) {
                if (certified) {
                    attempts.add(attempt(door, juliet.toString(), "", mechanism, "bound"));
                }
                return;
            }
            boolean token = domain.equals("jwt.test");
            String secret = token ? TokenLoginTest.jwt("juliet", 600) : Site.password(juliet);
            attempts.add(attempt(door, juliet.toString(), secret, mechanism, "bound"));
            if (!domain.equals("dummy.test") && !mechanism.equals("OAUTHBEARER")) {
                attempts.add(attempt(door, juliet.toString(), "wrong", mechanism, refusal));
            }
        }));
        attempts.add(attempt(door, "inn.test", "", "ANONYMOUS", "bound"));
        attempts.add(attempt(door, "bob@inn.test", "any", "PLAIN", "bound"));
        return attempts;
    }

    private static Attempt attempt(
            Map<String, Object> door, String jid, String secret, String mechanism, String outcome) {
        Map<String, Object> wanted = new LinkedHashMap<>(door);
        wanted.put("jid", jid);
        wanted.put("secret", secret);
        wanted.put("mechanism", mechanism);
        if (mechanism.equals("EXTERNAL")) {
            wanted.put("certificate", String.valueOf(BADGES.get(jid)));
            wanted.computeIfPresent("service", (key, url) -> url("wss", "certified", "/ws-xmpp"));
        }
        return new Attempt(wanted, outcome);
    }

    private static String url(String scheme, String door, String path) {
        return scheme + "://127.0.0.1:" + site.door(door).address().getPort() + path;
    }

    private static void assertOutcomes(List<Attempt> attempts, List<JsonNode> outcomes) {
        assertThat(outcomes).hasSameSizeAs(attempts);
        List<String> wanted = new ArrayList<>();
        List<String> came = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            Map<String, Object> each = attempts.get(i).wanted();
            String name = each.get("jid") + " by " + each.get("mechanism") + ": ";
            JsonNode outcome = outcomes.get(i);
            String condition = outcome.path("condition").asString("");
            wanted.add(name + attempts.get(i).outcome());
            came.add(name + outcome.get("result").asString() + (condition.isEmpty() ? "" : " " + condition));
        }
        assertThat(came).containsExactlyElementsOf(wanted);
    }

    private static List<Map<String, Object>> wanted(List<Attempt> attempts) {
        return attempts.stream().map(Attempt::wanted).toList();
    }

    private static void slixmpp(String door, boolean direct) throws InterruptedException, URISyntaxException {
        Map<String, Object> where = Map.of(
                "host",
                "127.0.0.1",
                "port",
                site.door(door).address().getPort(),
                "direct",
                direct,
                "authority",
                site.directory().resolve("door.pem").toString());
        List<Attempt> attempts = attempts(where, true, "failed not-authorized");
        Path script = Path.of(Objects.requireNonNull(ForeignLoginTest.class.getResource("/slixmpp_logins.py"))
                .toURI());
        String printed = Tool.python("slixmpp")
                .run(Patience.LONGEST, script.toString(), JSON.writeValueAsString(wanted(attempts)));
        assertOutcomes(
                attempts,
                printed.lines()
                        .filter(line -> line.startsWith("{"))
                        .map(JSON::readTree)
                        .toList());
    }

    @Test
    @NeedsProgram(value = "python3", module = "slixmpp")
    void slixmppLogsInWithStartTls() throws Exception {
        slixmpp("starttls", false);
    }

    @Test
    @NeedsProgram(value = "python3", module = "slixmpp")
    void slixmppLogsInWithTlsFromTheFirstByte() throws Exception {
        slixmpp("tls", true);
    }

    /** A few at a time: a script may not take as long as all of them together. */
    private static void strophe(List<Attempt> attempts) throws IOException, InterruptedException {
        for (int i = 0; i < attempts.size(); i += TOGETHER) {
            List<Attempt> some = attempts.subList(i, Math.min(i + TOGETHER, attempts.size()));
            assertOutcomes(some, Node.run("logins.js", wanted(some)));
        }
    }

    @Test
    @NeedsProgram("node")
    void stropheLogsInByWebSocket() throws Exception {
        List<Attempt> attempts = attempts(Map.of("service", url("wss", "web", "/ws-xmpp")), true, "failed");
        strophe(attempts);
    }

    @Test
    @NeedsProgram("node")
    void stropheLogsInByBosh() throws Exception {
        List<Attempt> attempts = attempts(Map.of("service", url("https", "web", "/http-bind")), false, "failed");
        strophe(attempts);
    }
}
