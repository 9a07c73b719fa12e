package im.vestibule.services.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The file of the embedded store, readable by its owner only, and how connections to it are set. */
final class Sqlite {
    static final String FILE = "vestibule.sqlite";

    /** How long to wait for a lock that another process holds, such as an operator's {@code sqlite3}. */
    private static final int BUSY_TIMEOUT_MS = 5_000;

    private final Path file;

    private Sqlite(Path file) {
        this.file = file;
    }

    /** Creates directory and file unless they are there. */
    static Sqlite in(Path directory) throws IOException {
        Files.createDirectories(directory, OwnerOnly.directory(directory));
        Path file = directory.resolve(FILE);
        try {
            // SQLite gives -wal and -shm the permissions of the file itself.
            Files.createFile(file, OwnerOnly.file(file));
        } catch (FileAlreadyExistsException e) {
            return new Sqlite(file);
        }
        return new Sqlite(file);
    }

    /** Connections that write: a commit returns once it is on the disk. */
    SQLiteDataSource writing() {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return source(config);
    }

    SQLiteDataSource reading() {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return source(config);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        // Nobody asks for them, and they cost a statement with each that writes.
        config.setGetGeneratedKeys(false);
        return config;
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }
}
