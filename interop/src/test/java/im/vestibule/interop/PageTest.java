package im.vestibule.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))`");

    @Test
    void writesBetweenTheMarkers(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("page.md");
        Files.writeString(file, "before\n<!-- smack -->\nold\n<!-- end of smack -->\nbehind\n");

        Page.replace(file, "new\n");

        assertThat(file).hasContent("before\n<!-- smack -->\n\nnew\n\n<!-- end of smack -->\nbehind\n");
    }

    @Test
    void wantsBothMarkers(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("page.md"), "<!-- end of smack --> <!-- smack -->");

        assertThatThrownBy(() -> Page.replace(file, "new")).isInstanceOf(IOException.class);
    }

    @Test
    void thePageNamesTestsThatAreThere() throws IOException {
        List<String> named = TEST.matcher(Files.readString(Checkout.file("docs/interop.md")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(named).isNotEmpty().isSubsetOf(tests());
    }

    private static List<String> tests() throws IOException {
        try (Stream<Path> there = Files.walk(Checkout.file("integration-tests/src/test/java"));
                Stream<Path> here = Files.walk(Checkout.file("interop/src/test/java"))) {
            return Stream.concat(there, here)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList();
        }
    }
}
