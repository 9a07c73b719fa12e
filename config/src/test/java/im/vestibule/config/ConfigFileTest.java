package im.vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    private static final String SOUND = "[general]\ndefault_server_domain = \"localhost\"\nhosts = [\"localhost\"]\n";

    @TempDir
    private Path directory;

    private Path write(byte[] content) throws IOException {
        return Files.write(directory.resolve("door.toml"), content);
    }

    private Path write(String content) throws IOException {
        return write(content.getBytes(StandardCharsets.UTF_8));
    }

    private void assertProblem(Path file, String rest) {
        Reading reading = Config.read(file);
        assertThat(reading.config()).isEmpty();
        assertThat(reading.problems()).extracting(Problem::toString).containsExactly(file + rest);
    }

    @Test
    void saysThatThereIsNoFile() {
        assertProblem(directory.resolve("door.toml"), ":1:1: error: no such file");
    }

    @Test
    void saysThatTheFileIsADirectory() {
        assertProblem(directory, ":1:1: error: this is a directory, expected a TOML file");
    }

    @Test
    void saysWhereTheFileIsNotUtf8() throws IOException {
        byte[] latin1 = (SOUND + "# gr\u00fc\u00dfe\n").getBytes(StandardCharsets.ISO_8859_1);
        assertProblem(write(latin1), ":4:5: error: not UTF-8, found byte 0xFC (save the file as UTF-8)");
    }

    @Test
    void saysWhereTheLastCharacterBreaksOff() throws IOException {
        assertProblem(
                write(new byte[] {'#', (byte) 0xc3}),
                ":1:2: error: not UTF-8, found byte 0xC3 (save the file as UTF-8)");
    }

    @Test
    void takesAFileOfOneMebibyteAndNoMore() throws IOException {
        String comment = "#".repeat((1 << 20) - SOUND.length());
        assertThat(Config.read(write(SOUND + comment)).config()).isPresent();
        assertProblem(write(SOUND + comment + "#"), ":1:1: error: larger than 1 MiB, expected a TOML file");
    }

    @Test
    void takesAFileThatBeginsWithAByteOrderMark() throws IOException {
        assertThat(Config.read(write("\ufeff" + SOUND)).problems()).isEmpty();
    }

    @Test
    void takesTheLineEndsOfWindows() throws IOException {
        assertThat(Config.read(write(SOUND.replace("\n", "\r\n"))).problems()).isEmpty();
    }

    @Test
    void findsFilesNextToTheConfiguration() throws IOException {
        Path certificate = Files.writeString(directory.resolve("server.pem"), "");
        Config config = Config.read(write(SOUND + "[[listen.c2s]]\nport = 5222\ntls.certfile = \"server.pem\"\n"))
                .config()
                .orElseThrow();
        assertThat(config.listen().c2s().getFirst().tls().orElseThrow().certfile())
                .contains(certificate);
    }

    @Test
    void keepsItsDataNextToTheConfiguration() throws IOException {
        Config config = Config.read(write(SOUND)).config().orElseThrow();
        assertThat(config.storage().directory()).isEqualTo(directory.resolve("data"));
    }

    @Test
    void refusesNestingThatWouldExhaustTheStack() throws IOException {
        Reading reading = Config.read(write(SOUND + "x = " + "[".repeat(100_000) + "]".repeat(100_000)));
        assertThat(reading.config()).isEmpty();
        assertThat(reading.problems()).isNotEmpty();
    }
}
