package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerRowTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden");
    private static final String GENERAL =
            "general = {default_server_domain = \"localhost\", hosts = [\"localhost\"]}\nauth.internal = {}\n";

    private static Config config(String toml) {
        return Config.read(GENERAL + toml, DIRECTORY, "rows.toml").config().orElseThrow();
    }

    @Test
    void showsEveryListenerInALine() {
        Config config = config("""
                s2s.use_starttls = "required"

                [modules.mod_bosh]

                [[listen.c2s]]
                  port = 5222
                  reuse_port = true
                  max_connections = 10000
                  proxy_protocol = true

                [[listen.c2s]]
                  port = 5223
                  ip_address = "127.1"
                  tls = {mode = "tls", module = "just_tls", certfile = "server.pem"}

                [[listen.s2s]]
                  port = 5269
                  ip_version = 6
                  tls.certfile = "server.pem"

                [[listen.service]]
                  port = 8888
                  password = "secret"

                [[listen.http]]
                  port = 5285
                  tls.certfile = "server.pem"
                  handlers.mod_bosh = [{host = "_", path = "/http-bind"}]
                  handlers.mod_websockets = [{host = "localhost", path = "/ws-xmpp"}]
                """);
        assertThat(ListenerRow.table(config.listeners(8))).isEqualTo("""
                LISTENER           ADDRESS         TLS                ENGINE    BACKLOG  SOCKETS  ACCEPTORS  CONNECTIONS  PROXY  HANDLERS
                listen.c2s[0]      0.0.0.0:5222    -                  -         1024     8        100        10000        yes    -
                listen.c2s[1]      127.0.0.1:5223  tls                just_tls  1024     1        100        infinity     no     -
                listen.s2s[0]      [::]:5269       starttls_required  fast_tls  1024     1        100        infinity     no     -
                listen.service[0]  0.0.0.0:8888    -                  -         1024     1        100        infinity     no     -
                listen.http[0]     0.0.0.0:5285    tls                just_tls  1024     1        100        1024         no     mod_bosh _/http-bind
                                                                                                                                 mod_websockets localhost/ws-xmpp
                """);
    }

    @Test
    void hasNoMoreSocketsThanAcceptors() {
        String listener = "[[listen.c2s]]\nport = 5222\nreuse_port = true\n";
        assertThat(sockets(listener + "num_acceptors = 3\n", 8)).containsExactly(3);
        assertThat(sockets(listener + "num_acceptors = 8\n", 8)).containsExactly(8);
    }

    @Test
    void countsTheEventLoopsOfTheFileRatherThanThoseOfTheServer() {
        String toml = "[[listen.c2s]]\nport = 5222\nreuse_port = true\n";
        Config config = Config.read(
                        "[general]\ndefault_server_domain = \"a\"\nhosts = [\"a\"]\nevent_loops = 2\n" + toml,
                        DIRECTORY,
                        "rows.toml")
                .config()
                .orElseThrow();
        assertThat(config.listeners(8)).extracting(ListenerRow::sockets).containsExactly(2);
    }

    private static List<Integer> sockets(String toml, int eventLoops) {
        return config(toml).listeners(eventLoops).stream()
                .map(ListenerRow::sockets)
                .toList();
    }
}
