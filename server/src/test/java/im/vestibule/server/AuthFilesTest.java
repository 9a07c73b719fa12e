package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Config;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthFilesTest {
    @TempDir
    private Path directory;

    private Reading check(String toml) {
        return AuthFiles.check(Config.read("""
                        general.hosts = ["door.test"]
                        general.default_server_domain = "door.test"
                        """ + toml, directory, "door.toml"));
    }

    private static String jwt(String secret, String algorithm) {
        return "auth.jwt = {secret." + secret + ", algorithm = \"" + algorithm + "\", username_key = \"sub\"}\n";
    }

    private List<String> problems(String toml) {
        return check(toml).problems().stream().map(Problem::toString).toList();
    }

    @Test
    void findsNothingWrongWithAKeyThatFits() {
        assertThat(problems(jwt("value = \"" + "k".repeat(32) + "\"", "HS256"))).isEmpty();
        assertThat(check(jwt("env = \"NOT_FOR_US_TO_KNOW\"", "RS256")).config()).isPresent();
    }

    @Test
    void saysWhatIsWrongWithAKey() throws IOException {
        Files.writeString(directory.resolve("key"), "not PEM");

        assertThat(problems(jwt("value = \"swordfish\"", "HS512")))
                .containsExactly("door.toml:3:13: error: auth.jwt.secret.value:"
                        + " HS512 needs a key of 64 bytes or more, this one has 9");
        assertThat(problems(jwt("file = \"key\"", "ES384")))
                .containsExactly(
                        "door.toml:3:13: error: auth.jwt.secret.file: expected a public key or certificate in PEM");
        assertThat(check(jwt("file = \"key\"", "ES384")).config()).isEmpty();
    }

    @Test
    void saysWhoseKeyItIs() {
        assertThat(problems("auth.internal = {}\n[[host_config]]\nhost = \"door.test\"\n"
                        + jwt("value = \"swordfish\"", "HS256")))
                .singleElement()
                .asString()
                .contains("host_config[0].auth.jwt.secret.value: HS256 needs a key of 32 bytes");
    }

    @Test
    void looksAtNoKeyOfAMethodThatIsOff() {
        assertThat(problems(
                        "auth.methods = [\"internal\"]\nauth.internal = {}\n" + jwt("value = \"swordfish\"", "HS256")))
                .isEmpty();
    }

    @Test
    void wondersAboutALineBreak() throws IOException {
        Files.writeString(directory.resolve("key"), "k".repeat(32) + "\n");

        assertThat(problems(jwt("file = \"key\"", "HS256")))
                .singleElement()
                .asString()
                .contains("warning: auth.jwt.secret.file: the key ends with a line break, which is part of it");
        assertThat(check(jwt("file = \"key\"", "HS256")).config()).isPresent();
    }

    @Test
    void wantsAKeyToSignTokensWith() throws IOException {
        Files.writeString(directory.resolve("key"), "");
        String tokens = """
                auth.internal = {}
                modules.mod_auth_token = {}
                modules.mod_keystore.keys = [{name = "token_secret", type = "file", path = "key"}]
                """;

        assertThat(problems(tokens)).singleElement().asString().contains(".path: there is no key in this file");
        Files.writeString(directory.resolve("key"), "x");
        assertThat(problems(tokens)).isEmpty();
    }
}
