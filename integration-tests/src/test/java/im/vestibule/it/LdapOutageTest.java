package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import im.vestibule.it.Storm.Outcome;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of logins, and of everybody else, while a directory does not work. */
class LdapOutageTest {
    private static final List<String> DOORS = List.of(
            "clear",
            "starttls_fast\n  tls.certfile = \"door.pem\"",
            "starttls_just\n  tls.certfile = \"door.pem\"\n  tls.module = \"just_tls\"",
            "tls_fast\n  tls.certfile = \"door.pem\"\n  tls.mode = \"tls\"",
            "tls_just\n  tls.certfile = \"door.pem\"\n  tls.mode = \"tls\"\n  tls.module = \"just_tls\"");

    private static final String OTHER_DOORS = """
            [[listen.service]] # component
              port = 0
              ip_address = "127.0.0.1"
              password = "component-secret"
            [[listen.http]] # web
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mod_bosh]]
                host = "_"
                path = "/http-bind"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
            [[listen.http]] # web_tls
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              [[listen.http.handlers.mod_bosh]]
                host = "_"
                path = "/http-bind"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
            """;

    private static final Set<String> BOTH = Set.of("outgoing_pools.ldap.default", "outgoing_pools.ldap.bind");

    /** Late answers, of a hundred that bystanders get: as the invariants of hostile inputs have it. */
    private static final Duration IN_TIME = Duration.ofMillis(250);

    private static Site site(int port, int callTimeoutMs) throws IOException {
        StringBuilder toml = new StringBuilder(toml(port, callTimeoutMs));
        for (String door : DOORS) {
            toml.append("[[listen.c2s]] # ")
                    .append(door)
                    .append("\n  port = 0\n  ip_address = \"127.0.0.1\"\n  c2s_state_timeout = 60_000\n");
        }
        toml.append(OTHER_DOORS);
        return Site.of(toml.toString());
    }

    private static String toml(int port, int callTimeoutMs) {
        return """
            [general]
              loglevel = "all"
              hosts = ["door.test", "people.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth]
              password.format = "plain"
              [auth.internal]
            [modules.mod_ping]
            [modules.mod_register]
            [modules.mod_presence]
            [modules.mod_bosh]
            [metrics]
              port = 0
            [[host_config]]
              host = "people.test"
              [host_config.auth]
                ldap.base = "%1$s"
            [outgoing_pools.ldap.default]
              workers = 4
              call_timeout = %3$d
              [outgoing_pools.ldap.default.connection]
                servers = ["127.0.0.1"]
                port = %2$d
                root_dn = "%4$s"
                password = "%5$s"
                connect_interval = 200
            [outgoing_pools.ldap.bind]
              workers = 4
              call_timeout = %3$d
              [outgoing_pools.ldap.bind.connection]
                servers = ["127.0.0.1"]
                port = %2$d
                connect_interval = 200
            """.formatted(Slapd.BASE, port, callTimeoutMs, Slapd.SEARCHER, Slapd.PASSWORD);
    }

    private static List<Jid> people(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> Jid.of("person" + i + "@people.test"))
                .toList();
    }

    private static String entries(List<Jid> people) {
        return people.stream().map(Jid::local).map(Slapd::person).collect(Collectors.joining());
    }

    /** Of every line that says so, which back end. */
    private static List<String> told(List<ILoggingEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getMessage().equals(name))
                .map(event -> String.valueOf(event.getKeyValuePairs().getFirst().value))
                .toList();
    }

    private static void assertTemporary(Storm storm) {
        assertThat(storm.outcomes()).containsEntry(Outcome.NOT_AUTHORIZED, 0).containsEntry(Outcome.OTHER, 0);
    }

    @Test
    @NeedsProgram("slapd")
    void comesBackByItselfAfterACrash(@TempDir Path directory) throws Exception {
        List<Jid> people = people(20);
        try (Slapd slapd = Slapd.start(directory, entries(people));
                Site site = site(slapd.port(), 2_000);
                Storm storm = Storm.begin(site.door("tls_fast"), people)) {
            storm.hear(Outcome.SUCCESS, 100);
            List<ILoggingEvent> events = new ArrayList<>();
            Log.all().take();
            slapd.kill();
            storm.hear(Outcome.TEMPORARY_AUTH_FAILURE, 100);
            assertThat(Figures.get(site, "/ready").body()).contains("outgoing_pools.ldap.default: 127.0.0.1:");
            slapd.start();
            await().until(() -> Figures.get(site, "/ready").statusCode() == 200);
            storm.hear(Outcome.SUCCESS, 100);
            assertTemporary(storm);
            events.addAll(Log.all().take().events());
            assertToldOnce(events);
        }
    }

    @Test
    @NeedsProgram("slapd")
    void comesBackByItselfAfterItHung(@TempDir Path directory) throws Exception {
        List<Jid> people = people(20);
        try (Slapd slapd = Slapd.start(directory, entries(people));
                Site site = site(slapd.port(), 2_000);
                Storm storm = Storm.begin(site.door("tls_fast"), people)) {
            storm.hear(Outcome.SUCCESS, 100);
            Log.all().take();
            slapd.pause();
            storm.hear(Outcome.TEMPORARY_AUTH_FAILURE, 100);
            assertThat(Figures.get(site, "/ready").body()).contains("outgoing_pools.ldap.default: 127.0.0.1:");
            slapd.resume();
            await().until(() -> Figures.get(site, "/ready").statusCode() == 200);
            storm.hear(Outcome.SUCCESS, 100);
            assertTemporary(storm);
            assertToldOnce(Log.all().take().events());
        }
    }

    /** The pool that binds may have had nothing to do meanwhile. */
    private static void assertToldOnce(List<ILoggingEvent> events) {
        List<String> down = told(events, "backend_down");
        assertThat(down).contains("outgoing_pools.ldap.default").doesNotHaveDuplicates();
        assertThat(BOTH).containsAll(down);
        assertThat(told(events, "backend_up")).containsExactlyInAnyOrderElementsOf(down);
        assertThat(events).extracting(Log::text).noneMatch(line -> line.contains("-secret"));
    }

    @Test
    void r10LetsNobodyElseWaitForADirectoryThatHangs() throws Exception {
        List<Jid> people = people(500);
        try (ServerSocket deaf = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
                Site site = site(deaf.getLocalPort(), 3_000);
                Bystanders bystanders = new Bystanders(site)) {
            Log.all().take();
            Bystanders.Watch watch = bystanders.watch();
            try (Storm storm = Storm.begin(site.door("clear"), people)) {
                storm.hear(Outcome.TEMPORARY_AUTH_FAILURE, people.size());
                assertTemporary(storm);
                assertThat(storm.outcomes()).containsEntry(Outcome.SUCCESS, 0);
            }
            List<Duration> trips = watch.end();
            assertThat(trips)
                    .filteredOn(trip -> trip.compareTo(IN_TIME) > 0)
                    .as("late answers of %d", trips.size())
                    .hasSizeLessThanOrEqualTo(1 + trips.size() / 100);
            Jid guest = Jid.of("guest@door.test");
            site.renew(guest);
            site.connect("clear").login(guest).close();
            await().until(() -> site.connections() == bystanders.count());
            List<ILoggingEvent> events = Log.all().take().events();
            assertThat(told(events, "backend_down")).doesNotHaveDuplicates();
            assertThat(events).extracting(Log::text).noneMatch(line -> line.contains("-secret"));
        }
    }
}
