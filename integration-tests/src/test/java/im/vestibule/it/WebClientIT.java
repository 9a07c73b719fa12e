package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** People who try the server in their browsers. */
@NeedsProgram("chromedriver")
@ExtendWith(SharedChromium.class)
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

    private static Site site;

    @BeforeAll
    static void open() throws IOException {
        site = site(0);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static Site site(int port) throws IOException {
        return Site.of(TOML.replace("PORT", Integer.toString(port)));
    }

    private static String clear(Site site) {
        return "http://localhost:" + site.door("clear").address().getPort() + "/";
    }

    @Test
    void newcomersChat(Chromium chromium) throws Exception {
        try (Browser romeo = chromium.open(clear(site));
                Browser juliet = chromium.open(clear(site))) {
            romeo.picture("door", 1000, 700, "light");
            juliet.picture("door-dark-narrow", 320, 640, "dark");
            assertThat(romeo.nameless()).isEmpty();
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
            romeo.picture("chat-zoomed-to-200", 500, 350, "dark");
            romeo.picture("chat-zoomed-to-400", 320, 256, "light");
            assertThat(romeo.nameless()).isEmpty();
            assertThat(chromium.complaints()).isEmpty();

            juliet.press(".bar", "Log out");
            romeo.sees("#presence", "offline");
        }
    }

    @Test
    void saysInPlainWordsWhyNobodyGetsIn(Chromium chromium) throws Exception {
        try (Browser window = chromium.open(clear(site))) {
            site.renew(Jid.of("paris@door.test"));
            window.enter("paris", "wrong", "websocket", "Log in");
            window.sees("#refusal", "Wrong name or password.");
            window.picture("refusal", 1000, 700, "light");
            window.enter("paris", "wrong", "bosh", "Log in");
            window.sees("#refusal", "Wrong name or password.");
            window.enter("paris", "any", "websocket", "Create account");
            window.sees("#refusal", "This name is taken. Choose another, or log in.");
            window.enter("two words", "any", "websocket", "Create account");
            window.sees("#refusal", "This cannot be a name: leave out spaces and signs such as / and &.");
            window.enter("romeo@elsewhere.test", "any", "websocket", "Log in");
            window.sees("#refusal", "This server does not serve that domain.");
        }
    }

    @Test
    void isServedOverTlsToo(Chromium chromium) throws Exception {
        try (Browser window = chromium.open(
                "https://localhost:" + site.door("secure").address().getPort() + "/try")) {
            site.renew(Jid.of("paris@door.test"));
            for (String transport : new String[] {"websocket", "bosh"}) {
                window.enter("Paris", "paris-secret", transport, "Log in");
                window.sees("#me", "paris@door.test");
                window.press(".bar", "Log out");
            }
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void keysAreEnough(Chromium chromium) throws Exception {
        String benvolio = "benvolio-of-a-name-so-long-that-no-window-has-room-for-it-and-least-of-all-a-narrow-one";
        site.renew(Jid.of("mercutio@door.test"));
        site.renew(Jid.of(benvolio + "@door.test"));
        try (Browser one = chromium.open(clear(site));
                Browser other = chromium.open(clear(site))) {
            one.keys("mercutio", Keys.TAB, "mercutio-secret", Keys.ENTER);
            one.sees("#me", "mercutio@door.test");
            other.keys(benvolio, Keys.TAB, benvolio + "-secret", Keys.TAB, Keys.ARROW_RIGHT, Keys.ENTER);
            other.sees("#transport", "BOSH");
            one.keys(benvolio, Keys.ENTER);
            other.sees("#requests li > span:first-child", "mercutio would like to chat with you.");
            other.picture("request-narrow", 320, 640, "light");
            other.keys(Keys.TAB, Keys.TAB, Keys.SPACE);
            one.sees("#presence", "online");
            one.keys("A plague o' both your houses!", Keys.ENTER);
            other.sees("#lines p", "A plague o' both your houses!");
            other.keys("Where?", Keys.chord(Keys.SHIFT, Keys.ENTER), "When?", Keys.ENTER);
            one.sees("#lines p", "Where?\nWhen?");
            one.picture("long-name", 1000, 700, "light");
            one.picture("long-name-narrow", 320, 640, "dark");
        }
    }

    /** Without waiting as long as it does. */
    @Test
    void noticesThatNobodyAnswers(Chromium chromium) {
        site.renew(Jid.of("tybalt@door.test"));
        try (Browser window = chromium.open("about:blank")) {
            window.beforehand("""
                    const wait = setTimeout;
                    globalThis.setTimeout = (act, after, ...more) => wait(act, after === 30000 ? 300 : after, ...more);
                    const send = WebSocket.prototype.send;
                    WebSocket.prototype.send = function(text) {
                      if (!globalThis.mute) {
                        send.call(this, text);
                      }
                    };
                    """);
            window.go(clear(site));
            window.enter("tybalt", "tybalt-secret", "websocket", "Log in");
            window.sees("#me", "tybalt@door.test");
            window.run("globalThis.mute = true");
            window.sees("#trouble", "The connection is lost. Trying again in 1 s.");
            window.run("globalThis.mute = false");
            window.sees("#trouble", "");
        }
    }

    @Test
    void comesBackWhenTheServerDoes(Chromium chromium) throws Exception {
        int port = Ports.free();
        Jid romeo = Jid.of("romeo@door.test");
        try (Browser window = chromium.open("about:blank")) {
            try (Site first = site(port)) {
                first.renew(romeo);
                window.go(clear(first));
                window.enter("romeo", "romeo-secret", "websocket", "Log in");
                window.sees("#me", "romeo@door.test");
            }
            window.sees("#trouble", "The connection is lost. Trying again in 1 s.");
            window.picture("lost-narrow", 320, 640, "light");
            try (Site second = site(port)) {
                second.renew(romeo);
                Patience.await().until(() -> second.house().sessions().all().size() == 1);
                window.sees("#trouble", "");
            }
            window.press(".bar", "Log out");
            window.enter("romeo", "romeo-secret", "websocket", "Log in");
            window.sees("#refusal", "The server cannot be reached.");
        }
    }
}
