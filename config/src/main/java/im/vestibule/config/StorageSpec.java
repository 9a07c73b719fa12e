package im.vestibule.config;

import java.nio.file.Path;

/**
 * Ours: the {@code storage} table.
 *
 * @param directory absolute; the embedded store and files that the server makes
 */
public record StorageSpec(Path directory) {

    static StorageSpec read(Section s) {
        return new StorageSpec(
                s.find("directory", FileTypes.DIRECTORY, "\"data\"").orElseGet(() -> s.directory("data")));
    }
}
