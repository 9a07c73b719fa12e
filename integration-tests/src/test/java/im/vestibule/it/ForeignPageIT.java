package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.JavascriptException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page of another site, in Chromium, with clients that others wrote: Strophe.js, and xmpp.js, which has no BOSH. */
@NeedsProgram("chromedriver")
@ExtendWith(SharedChromium.class)
class ForeignPageIT {
    private static final String TOML = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
              event_loops = 2
            [auth.internal]
            [modules.mod_presence]
            [modules.mod_bosh]
            [modules.mod_sasl2]
            [modules.mod_bind2]
            [[listen.http]] # clear
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
                origins = ["ORIGIN"]
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/for-others"
                origins = ["https://chat.test"]
              [[listen.http.handlers.mod_bosh]]
                host = "_"
                path = "/http-bind"
            [[listen.http]] # secure
              port = 0
              ip_address = "127.0.0.1"
              tls.certfile = "door.pem"
              [[listen.http.handlers.mod_websockets]]
                host = "_"
                path = "/ws-xmpp"
                origins = ["ORIGIN"]
              [[listen.http.handlers.mod_bosh]]
                host = "_"
                path = "/http-bind"
            """;

    private static HttpServer pages;
    private static Site site;
    private static Browser window;

    private final Talk talk = new Talk(Jid.of("romeo@door.test"), Jid.of("juliet@door.test"));

    @BeforeAll
    static void open(Chromium chromium) throws IOException {
        pages = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Node.directory(), OutputLevel.NONE);
        pages.start();
        String origin = "http://localhost:" + pages.getAddress().getPort();
        site = Site.of(TOML.replace("ORIGIN", origin));
        window = chromium.open(origin + "/chat.html");
    }

    @AfterAll
    static void close() {
        window.close();
        site.close();
        pages.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "strophe, clear, ws, /ws-xmpp",
        "strophe, clear, http, /http-bind",
        "strophe, secure, wss, /ws-xmpp",
        "strophe, secure, https, /http-bind",
        "xmpp, clear, ws, /ws-xmpp",
        "xmpp, secure, wss, /ws-xmpp",
    })
    void twoPeopleChat(String library, String door, String scheme, String path, Chromium chromium) {
        talk.renewed(site);
        List<String> _ = chromium.complaints();
        assertThat(chat(library, site.door(door).url(scheme, path))).isEqualTo(talk.expected());
        assertThat(chromium.complaints()).isEmpty();
    }

    private List<Talk.Heard> chat(String library, String service) {
        Object heard = window.run("return chat(...arguments)", library, talk.people(service), Talk.WORDS);
        JsonNode list = JsonMapper.shared().valueToTree(heard);
        return list.valueStream().map(Talk.Heard::of).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"strophe", "xmpp"})
    void nobodyChatsWhereOnlyPagesOfOthersMay(String library, Chromium chromium) {
        talk.renewed(site);
        String service = site.door("clear").url("ws", "/for-others");
        assertThatThrownBy(() -> chat(library, service)).isInstanceOf(JavascriptException.class);
        assertThat(chromium.complaints()).anyMatch(complaint -> complaint.contains("403"));
    }
}
