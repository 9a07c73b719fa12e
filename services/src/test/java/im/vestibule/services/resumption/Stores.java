package im.vestibule.services.resumption;

import im.vestibule.services.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real store that does not wait for a disk where that can be had: what survives a process is the same. */
public final class Stores {
    private static final Store FAST = open();

    private Stores() {}

    /** The one of this process. */
    public static Store fast() {
        return FAST;
    }

    private static Store open() {
        try {
            Path memory = Path.of("/dev/shm");
            Path directory = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "resumption")
                    : Files.createTempDirectory("resumption");
            Store store = Store.open(directory);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> close(store, directory)));
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Store store, Path directory) {
        store.close();
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                boolean _ = file.delete();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
