package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** People who try the server in their browsers. */
@NeedsProgram("chromedriver")
class WebClientIT {
    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              registration_timeout = "infinity"
              event_loops = 2
            [auth.internal]
            [modules.mod_register]
            [modules.mod_presence]
            [modules.mod_roster]
            [modules.mod_offline]
            [modules.mod_bosh]
            [[listen.http]] # clear
              port = PORT
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
              [[listen.http.handlers.mod_bosh]]
                host = "_"
                path = "/http-bind"
              [[listen.http.handlers.web_client]]
                host = "_"
                path = "/"
            [[listen.http]] # secure
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
              [[listen.http.handlers.mod_bosh]]
                host = "_"
                path = "/http-bind"
              [[listen.http.handlers.web_client]]
                host = "_"
                path = "/try"
            """;

    private static final String HOSTILE = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>";

    private static Site site(int port) throws IOException {
        return Site.of(TOML.replace("PORT", Integer.toString(port)));
    }

    private static String clear(Site site) {
        return "http://localhost:" + site.door("clear").address().getPort() + "/";
    }

    @Test
    void newcomersChat() throws Exception {
        try (Site site = site(0);
                Browser romeo = Browser.open(clear(site));
                Browser juliet = Browser.open(clear(site))) {
            romeo.picture("door", 1000, 700, "light");
            juliet.picture("door-dark-narrow", 320, 640, "dark");
            romeo.enter("romeo", "wherefore", "websocket", "Create account");
            romeo.sees("#me", "romeo@door.test");
            juliet.enter("juliet", "balcony", "bosh", "Create account");
            juliet.sees("#me", "juliet@door.test");
            juliet.picture("nobody", 1000, 700, "light");

            romeo.type("#address", "juliet");
            romeo.press("#add", "Add");
            romeo.sees("#whom", "juliet");
            juliet.sees("#requests li > span:first-child", "romeo would like to chat with you.");
            juliet.picture("request", 1000, 700, "dark");
            juliet.press("#requests", "Accept");
            romeo.sees("#presence", "online");
            juliet.sees("#presence", "online");

            romeo.type("#text", "But soft");
            juliet.sees("#typing", "romeo is typing …");
            romeo.say(", what light through yonder window breaks?");
            juliet.sees("#lines p", "But soft, what light through yonder window breaks?");
            juliet.say("Ay me! ♥ & <so on>");
            romeo.sees("#lines p", "Ay me! ♥ & <so on>");

            romeo.say(HOSTILE);
            juliet.sees("#lines p", HOSTILE);
            assertThat(juliet.run("return window.harmed")).isEqualTo("");
            assertThat(juliet.run("return document.querySelectorAll('#lines p *').length"))
                    .isEqualTo(0L);
            juliet.say("A rose by any other name would smell as sweet.\nSo would this longer line, which has to wrap.");
            romeo.sees("#lines p", "A rose by any other name would smell as sweet.");
            romeo.picture("chat-websocket", 1000, 700, "light");
            juliet.picture("chat-bosh-dark", 1000, 700, "dark");
            juliet.picture("chat-bosh-narrow", 320, 640, "light");
            assertThat(romeo.complaints()).isEmpty();
            assertThat(juliet.complaints()).isEmpty();

            juliet.press(".bar", "Log out");
            romeo.sees("#presence", "offline");
        }
    }

    @Test
    void saysInPlainWordsWhyNobodyGetsIn() throws Exception {
        try (Site site = site(0);
                Browser window = Browser.open(clear(site))) {
            site.renew(Jid.of("romeo@door.test"));
            window.enter("romeo", "wrong", "websocket", "Log in");
            window.sees("#refusal", "Wrong name or password.");
            window.picture("refusal", 1000, 700, "light");
            window.enter("romeo", "wrong", "bosh", "Log in");
            window.sees("#refusal", "Wrong name or password.");
            window.enter("romeo", "any", "websocket", "Create account");
            window.sees("#refusal", "This name is taken. Choose another, or log in.");
            window.enter("two words", "any", "websocket", "Create account");
            window.sees("#refusal", "This cannot be a name: leave out spaces and signs such as / and &.");
            window.enter("romeo@elsewhere.test", "any", "websocket", "Log in");
            window.sees("#refusal", "This server does not serve that domain.");
        }
    }

    @Test
    void isServedOverTlsToo() throws Exception {
        try (Site site = site(0);
                Browser window = Browser.open(
                        "https://localhost:" + site.door("secure").address().getPort() + "/try")) {
            site.renew(Jid.of("romeo@door.test"));
            for (String transport : new String[] {"websocket", "bosh"}) {
                window.enter("Romeo", "romeo-secret", transport, "Log in");
                window.sees("#me", "romeo@door.test");
                window.press(".bar", "Log out");
            }
        }
    }

    @Test
    void comesBackWhenTheServerDoes() throws Exception {
        int port = freePort();
        Jid romeo = Jid.of("romeo@door.test");
        try (Browser window = Browser.open("about:blank")) {
            try (Site site = site(port)) {
                site.renew(romeo);
                window.go(clear(site));
                window.enter("romeo", "romeo-secret", "websocket", "Log in");
                window.sees("#me", "romeo@door.test");
            }
            window.sees("#trouble", "The connection is lost. Trying again in 1 s.");
            window.picture("lost", 1000, 700, "light");
            try (Site site = site(port)) {
                site.renew(romeo);
                Patience.await().until(() -> site.house().sessions().all().size() == 1);
                window.sees("#trouble", "");
            }
            window.press(".bar", "Log out");
            window.enter("romeo", "romeo-secret", "websocket", "Log in");
            window.sees("#refusal", "The server cannot be reached.");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
