package im.vestibule.server.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import im.vestibule.config.Config;
import im.vestibule.config.Secret;
import im.vestibule.server.ctl.Target.Search;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {
    @TempDir
    private Path directory = Path.of("");

    private Search search(String listeners) {
        String toml = """
                [general]
                  hosts = ["door.test"]
                  default_server_domain = "door.test"
                """ + listeners;
        return Target.of(Config.read(toml, directory, "door.toml").config().orElseThrow());
    }

    private static String listener(String options, String handler) {
        return "[[listen.http]]\n" + options + "\n[[listen.http.handlers.mongoose_graphql_handler]]\n" + handler + "\n";
    }

    private Target target(String options, String handler) {
        return search(listener(options, handler)) instanceof Search.Found(Target target)
                ? target
                : fail("nothing found");
    }

    @Test
    void takesTheFirstEndpointForAdministrators() {
        Search search = search(listener("port = 5561", "host = \"_\"\npath = \"/u\"\nschema_endpoint = \"user\"")
                + listener("port = 5541", "host = \"_\"\npath = \"/d\"\nschema_endpoint = \"domain_admin\"")
                + listener("port = 5551", "host = \"_\"\npath = \"/a\"\nschema_endpoint = \"admin\"")
                + listener("port = 5552", "host = \"_\"\npath = \"/b\"\nschema_endpoint = \"admin\""));
        assertThat(search)
                .isEqualTo(new Search.Found(new Target(
                        URI.create("http://127.0.0.1:5551/a"), Optional.empty(), new Trust.Usual(), Optional.empty())));
    }

    @Test
    void asksAtTheAddressForTheHostOfTheHandlerWithItsCredentials() {
        Target target = target(
                "port = 5551\nip_address = \"::1\"",
                "host = \"admin.test\"\npath = \"/a\"\nschema_endpoint = \"admin\"\nusername = \"root\"\npassword = \"p\"");
        assertThat(target.url()).hasToString("http://[0:0:0:0:0:0:0:1]:5551/a");
        assertThat(target.host()).contains("admin.test");
        assertThat(target.login()).contains(new Login("root", new Secret("p")));
        assertThat(target.toString()).doesNotContain("\"p\"").contains("***");
    }

    @Test
    void trustsTheCertificatesOfTheListenerAndNoOther() throws IOException {
        Path own = Files.createFile(directory.resolve("a.pem"));
        Path other = Files.createFile(directory.resolve("b.pem"));
        Target target = target(
                "port = 5551\ntls.certfile = \"a.pem\"\ntls.certificates = [{hosts = [\"b.test\"], certfile = \"b.pem\"}]",
                "host = \"_\"\npath = \"/a\"\nschema_endpoint = \"admin\"");
        assertThat(target.url()).hasToString("https://127.0.0.1:5551/a");
        assertThat(target.trust()).isEqualTo(new Trust.Exactly(List.of(own, other)));
    }

    @Test
    void passesByWhereAPlainRequestDoesNotGet() {
        Search search = search(listener(
                        "port = 5550\nproxy_protocol = true",
                        "host = \"_\"\npath = \"/p\"\nschema_endpoint = \"admin\"")
                + listener("port = 5551", "host = \"_\"\npath = \"/[...]\"\nschema_endpoint = \"admin\"")
                + listener("port = 5552", "host = \"_\"\npath = \"/b\"\nschema_endpoint = \"admin\""));
        assertThat(search)
                .isInstanceOfSatisfying(
                        Search.Found.class,
                        found -> assertThat(found.target().url()).hasToString("http://127.0.0.1:5552/b"));
    }

    @Test
    void saysWhyThereIsNone() {
        assertThat(search(listener("port = 5561", "host = \"_\"\npath = \"/u\"\nschema_endpoint = \"user\"")))
                .isEqualTo(new Search.Nothing("it has no mongoose_graphql_handler with schema_endpoint = \"admin\""));
        assertThat(search(listener(
                        "port = 5550\nproxy_protocol = true",
                        "host = \"_\"\npath = \"/p\"\nschema_endpoint = \"admin\"")))
                .isInstanceOf(Search.Nothing.class);
    }

    @Test
    void basicIsAsTheRfcHasIt() {
        assertThat(new Login("Aladdin", new Secret("open sesame")).basic())
                .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }
}
