package im.vestibule.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What all of this runs on. */
final class Machine {
    private Machine() {}

    static String words() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("an unnamed processor");
        return Runtime.getRuntime().availableProcessors() + " processors (" + model + "), Linux "
                + System.getProperty("os.version") + ", JDK " + Runtime.version() + ", "
                + String.join(", ", packages());
    }

    private static List<String> packages() throws IOException {
        Process query = new ProcessBuilder(
                        "dpkg-query", "--show", "--showformat=${Package} ${Version}\\n", "ejabberd", "prosody")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = query.inputReader()) {
            return lines.lines().toList();
        }
    }
}
