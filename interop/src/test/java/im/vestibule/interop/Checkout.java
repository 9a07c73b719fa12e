package im.vestibule.interop;

import java.nio.file.Files;
import java.nio.file.Path;

/** The repository that these tests belong to. */
final class Checkout {
    private Checkout() {}

    /** A file of it. */
    static Path file(String path) {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            Path parent = here.getParent();
            if (parent == null) {
                throw new IllegalStateException("not inside the repository");
            }
            here = parent;
        }
        return here.resolve(path);
    }
}
