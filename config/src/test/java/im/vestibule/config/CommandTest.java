package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    @TempDir
    private Path directory;

    private Command read(String line) {
        String toml = "general = {default_server_domain = \"localhost\", hosts = [\"localhost\"]}\n"
                + "auth.external.program = '''" + line + "'''";
        Reading reading = Config.read(toml, directory, "door.toml");
        return reading.config().orElseThrow().auth().external().orElseThrow().program();
    }

    @Test
    void startsRelativePathsAtTheConfiguration() throws IOException {
        Path program = Files.createFile(
                directory.resolve("check"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Command command = read("./check ./file");

        assertThat(command.words()).containsExactly(program.toString(), "./file");
        assertThat(command.directory()).isEqualTo(directory);
        assertThat(command).hasToString("\"./check ./file\"").isEqualTo(read("'./check'  ./file"));
    }

    @Test
    void looksForNamesInPath() {
        assertThat(Path.of(read("sh -c true").words().getFirst())).isAbsolute().hasFileName("sh");
    }

    @Test
    void splitsAsAShellWould() {
        assertThat(Words.of(" a  b\tc\n")).hasValue(List.of("a", "b", "c"));
        assertThat(Words.of("a\\ b '' \"\" 'c d'e\"f g\"")).hasValue(List.of("a b", "", "", "c def g"));
        assertThat(Words.of("'\\n' \"\\n \\\" \\\\ \\$\" \\'")).hasValue(List.of("\\n", "\\n \" \\ $", "'"));
        assertThat(Words.of("$HOME | > * ~ ;")).hasValue(List.of("$HOME", "|", ">", "*", "~", ";"));
        assertThat(Words.of("")).hasValue(List.of());
        assertThat(Words.of("'a")).isEmpty();
        assertThat(Words.of("\"a\\\"")).isEmpty();
        assertThat(Words.of("a\\")).isEmpty();
    }
}
