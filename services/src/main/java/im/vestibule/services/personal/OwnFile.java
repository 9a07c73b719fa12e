package im.vestibule.services.personal;

import im.vestibule.services.store.OwnerOnly;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** New files that nobody but the server's own user can read. */
final class OwnFile {
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private OwnFile() {}

    /**
     * Creates a file, and the directory where such files belong if it is to be there.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is something of this name
     */
    static OutputStream create(Path directory, Path file) throws IOException {
        if (file.startsWith(directory)) {
            Files.createDirectories(directory, OwnerOnly.directory(directory));
        }
        return new BufferedOutputStream(
                Channels.newOutputStream(Files.newByteChannel(file, NEW, OwnerOnly.file(file))));
    }
}
