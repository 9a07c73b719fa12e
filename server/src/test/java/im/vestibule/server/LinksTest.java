package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
    @TempDir
    private Path temporary;

    private Path home() throws IOException {
        return temporary.toRealPath();
    }

    private static Path link(Path from, String to) throws IOException {
        return Files.createSymbolicLink(from, Path.of(to));
    }

    @Test
    void findsAPlainFile() throws IOException {
        Path file = Files.createFile(home().resolve("door.pem"));
        assertThat(Links.entries(file)).containsExactly(file);
    }

    @Test
    void findsAFileThatIsMissing() throws IOException {
        Path file = home().resolve("no/door.pem");
        assertThat(Links.entries(file)).containsExactly(file);
    }

    /** certbot: live/x/fullchain.pem is a link to ../../archive/x/fullchain1.pem. */
    @Test
    void followsALinkUpAndDown() throws IOException {
        Path live = Files.createDirectories(home().resolve("live/x"));
        Path archive = Files.createDirectories(home().resolve("archive/x"));
        Path file = link(live.resolve("fullchain.pem"), "../../archive/x/fullchain1.pem");
        assertThat(Links.entries(file)).containsExactly(file, archive.resolve("fullchain1.pem"));
    }

    /** Kubernetes: door.pem is a link to ..data/door.pem, and ..data is one to the directory of the day. */
    @Test
    void followsLinksInsideLinks() throws IOException {
        Path day = Files.createDirectory(home().resolve("..2030"));
        Path data = link(home().resolve("..data"), "..2030");
        Path file = link(home().resolve("door.pem"), "..data/door.pem");
        assertThat(Links.entries(file)).containsExactly(file, data, day.resolve("door.pem"));
    }

    @Test
    void followsADirectoryThatIsALink() throws IOException {
        Path real = Files.createDirectory(home().resolve("real"));
        Path etc = link(home().resolve("etc"), real.toString());
        assertThat(Links.entries(etc.resolve("door.pem"))).containsExactly(etc, real.resolve("door.pem"));
    }

    @Test
    void endsWhereLinksGoRound() throws IOException {
        Path one = link(home().resolve("one"), "two");
        Path two = link(home().resolve("two"), "one");
        assertThat(Links.entries(one)).containsExactlyInAnyOrder(one, two);
    }
}
