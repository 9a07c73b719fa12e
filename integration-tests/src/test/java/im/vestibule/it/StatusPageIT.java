package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An operator who has the page open. */
@NeedsProgram("chromedriver")
@ExtendWith(SharedChromium.class)
class StatusPageIT {
    private static final String TOML = Toml.HOST + """
              event_loops = 2
            [modules.mod_presence]
            [[listen.c2s]] # clear
              port = 0
              ip_address = "127.0.0.1"
            [[listen.c2s]] # small
              port = 0
              ip_address = "127.0.0.1"
              max_connections = 1
            [[listen.c2s]] # tls
              port = 0
              ip_address = "127.0.0.1"
              tls = {certfile = "DIRECTORY/soon.pem"}
            [[listen.c2s]] # urgent
              port = 0
              ip_address = "127.0.0.1"
              tls = {certfile = "DIRECTORY/urgent.pem", mode = "tls"}
            [[listen.c2s]] # narrow
              port = 0
              ip_address = "127.0.0.1"
              limits.connections_per_address = 1
            [[listen.http]] # status
              port = PORT
              ip_address = "127.0.0.1"
              [[listen.http.handlers.status]]
                host = "_"
                path = "/status"
                username = "admin"
                password = "secret"
            """;

    private static final Jid ROMEO = Jid.of("romeo@door.test");

    /** Strokes between two points at least. */
    private static final Predicate<String> LINE = Pattern.compile("M[-0-9. ]+L").asPredicate();

    @TempDir
    private Path directory = Path.of("");

    private Site site(int port) throws IOException {
        write("soon.pem", 20, "chat.test");
        write("urgent.pem", 5, "door.test");
        return Site.of(TOML.replace("PORT", Integer.toString(port)).replace("DIRECTORY", directory.toString()));
    }

    /** SelfSigned gives 825 days. */
    private void write(String file, int days, String host) throws IOException {
        Instant begin = Instant.now().minus(Duration.ofDays(825 - days)).plus(Duration.ofHours(12));
        SelfSigned.write(directory.resolve(file), List.of(host), begin);
    }

    private static String address(Site site) {
        return "http://admin:secret@localhost:" + site.door("status").address().getPort() + "/status";
    }

    private static String row(String table, String start) {
        return "#" + table + " tr[data-key=\"" + start + "\"]";
    }

    @Test
    void showsWhatHappensWhileItIsOpen(Chromium chromium) throws Exception {
        try (Site site = site(0);
                Browser window = chromium.open(address(site))) {
            site.renew(ROMEO);
            window.sees("#health", "Ready");
            window.sees("#sessions", "0");
            window.sees(row("listeners", "listen.c2s[0]") + " .state", "open");
            window.sees(row("certificates", "chat.test listen.c2s[2]") + " .state", "20 days: renew soon");
            window.sees(row("certificates", "door.test listen.c2s[3]") + " .state", "5 days: renew now");
            window.sees(row("behind", "store") + " .state", "up");

            try (Wire wire = site.connect("clear").login(ROMEO);
                    Wire guest = site.connect("small")) {
                window.sees("#sessions", "1");
                window.sees(row("listeners", "listen.c2s[0]") + " .open", "1");
                window.sees(row("listeners", "listen.c2s[1]") + " .state", "suspended: full");
                guest.say(Wire.header("elsewhere.test"));
                window.sees(row("counts", "CLOSED host-unknown") + " .total", "1");
                assertThat(wire.jid()).isPresent();
                window.picture("status", 1280, 1500, "light");
            }
            window.sees("#sessions", "0");
            window.sees(row("listeners", "listen.c2s[1]") + " .state", "open");

            site.house().readiness().down("outgoing_pools.ldap.default", "connection refused");
            window.sees("#health", "1 trouble");
            window.sees("#troubles li", "outgoing_pools.ldap.default: connection refused");
            window.sees(row("behind", "outgoing_pools.ldap.default") + " .state", "down");
            window.picture("status-dark", 1280, 1500, "dark");
            window.picture("status-narrow", 320, 2400, "light");
            window.picture("status-narrow-dark", 390, 2400, "dark");
            site.house().readiness().up("outgoing_pools.ldap.default");
            window.sees("#health", "Ready");
            window.sees(row("behind", "outgoing_pools.ldap.default") + " .state", "up");
            assertThat((String) window.run("return document.querySelector('svg.plot').getAttribute('aria-label')"))
                    .startsWith("Connections and sessions, the last 15 minutes. connections: now ");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** Nothing happens before the first point of the curves, so that each rate has a point to be seen in. */
    @Test
    void plotsAndCountsWhatHappens(Chromium chromium) throws Exception {
        try (Site site = site(0);
                Browser window = chromium.open(address(site))) {
            site.renew(ROMEO);
            Patience.await()
                    .until(() -> !curves(window).isEmpty() && !curves(window).contains(""));
            try (Wire wire = site.connect("clear").login(ROMEO)) {
                talk(wire);
                refuse(site);
                for (String name : List.of(
                        "connections", "sessions", "accepted", "refused", "received", "sent", "succeeded", "failed")) {
                    Patience.await()
                            .untilAsserted(() -> assertThat(said(window))
                                    .contains(name + ": now ")
                                    .doesNotContain(name + ": now 0, at least 0, at most 0"));
                }
                Patience.await()
                        .untilAsserted(
                                () -> assertThat(curves(window)).hasSize(8).allMatch(LINE));
                window.sees(row("counts", "REFUSED connections-per-address") + " .total", "1");
                window.sees(row("counts", "HANDSHAKE not-tls") + " .total", "1");
                window.sees(row("counts", "CLOSED host-unknown") + " .total", "1");
                window.sees(row("counts", "LOGIN not-authorized") + " .total", "1");
                window.sees(row("counts", "ANSWER 404") + " .total", "1");
                window.sees(row("listeners", "listen.c2s[0]") + " .open", "1");
                window.picture("status-busy", 1280, 1500, "light");
            }
        }
    }

    /** How each curve is drawn. */
    private static List<String> curves(Browser window) {
        Object found = window.run("return [...document.querySelectorAll('svg.plot path.curve')]"
                + ".map((curve) => curve.getAttribute('d') ?? '')");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** What the plots say in words. */
    private static String said(Browser window) {
        return String.valueOf(window.run("return [...document.querySelectorAll('svg.plot')]"
                + ".map((plot) => plot.getAttribute('aria-label')).join(' ')"));
    }

    private static void talk(Wire wire) throws IOException {
        String me = wire.jid().orElseThrow().toString();
        for (int i = 0; i < 20; i++) {
            wire.say("<message to='" + me + "' id='m" + i + "'/>");
            wire.hear(Pattern.compile("<message [^>]*/>"));
        }
    }

    /** One of each kind. */
    private static void refuse(Site site) throws IOException {
        try (Wire first = site.connect("narrow").open("door.test");
                Wire second = site.connect("narrow")) {
            assertThat(second.end()).isEmpty();
            first.say(Wire.plain(ROMEO, "guess"));
            first.hear(Pattern.compile("<failure .*?</failure>"));
        }
        try (Wire wire = site.connect("urgent");
                Wire stranger = site.connect("clear")) {
            wire.say("Good morning!");
            String _ = wire.end();
            stranger.say(Wire.header("elsewhere.test"));
            assertThat(stranger.end()).contains("<host-unknown ");
        }
        try (HttpWire wire = site.http("status")) {
            assertThat(wire.ask("GET", "/nowhere").status()).isEqualTo(404);
        }
    }

    @Test
    void comesBackByItselfWhenTheServerDoes(Chromium chromium) throws Exception {
        int port = Ports.free();
        try (Browser window = chromium.open("about:blank")) {
            try (Site site = site(port)) {
                window.go(address(site));
                window.sees("#health", "Ready");
            }
            window.sees("#link", "The server cannot be reached. Trying again.");
            window.picture("status-lost", 1280, 900, "light");
            try (Site site = site(port);
                    Wire wire = site.connect("clear")) {
                site.renew(ROMEO);
                wire.login(ROMEO);
                window.sees("#sessions", "1");
                window.sees("#link", "Live");
            }
        }
    }
}
