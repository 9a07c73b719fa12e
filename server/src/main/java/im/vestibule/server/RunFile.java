package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.Reading;
import im.vestibule.services.store.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says in the storage directory that a server runs there, and by what configuration: {@code vestibule.run}. The lock on
 * {@code vestibule.lock} ends with the process, however that ends, and keeps a second server out.
 */
final class RunFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFile.class);
    private static final String RUN = "vestibule.run";
    private static final String LOCK = "vestibule.lock";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final FileChannel channel;

    private RunFile(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** The file's content, for nobody but its owner: the text may hold secrets. */
    private record Content(long pid, String name, String directory, String toml) {}

    /**
     * Takes a storage directory, which is made if it is not there.
     *
     * @return empty if another server has it
     */
    static Optional<RunFile> take(Path directory) throws IOException {
        Files.createDirectories(directory, OwnerOnly.directory(directory));
        FileChannel channel = FileChannel.open(
                directory.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                OwnerOnly.file(directory));
        if (lock(channel).isEmpty()) {
            channel.close();
            return Optional.empty();
        }
        if (Files.exists(directory.resolve(RUN))) {
            LOG.atWarn().addKeyValue("directory", directory).log("unclean_stop");
        }
        return Optional.of(new RunFile(directory, channel));
    }

    /** The lock stays with the channel. */
    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            // A server in this very process.
            return Optional.empty();
        }
    }

    /** Writes by what the server runs from now on. */
    void write(Reading.Source source) throws IOException {
        Content content = new Content(
                ProcessHandle.current().pid(),
                source.name(),
                source.directory().toString(),
                source.toml().reveal());
        Path fresh = directory.resolve(RUN + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, OwnerOnly.file(fresh));
        Files.writeString(fresh, JSON.writeValueAsString(content));
        Files.move(fresh, directory.resolve(RUN), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The configuration that the server of this storage directory runs by, or a sentence why there is none. */
    static Found find(Path directory) {
        Path file = directory.resolve(RUN);
        try {
            Content content = JSON.readValue(Files.readString(file), Content.class);
            if (!isAlive(directory, content.pid())) {
                return new Found.Nothing("no server runs with " + directory + ": process " + content.pid()
                        + ", which left " + file + ", is gone");
            }
            Reading reading = Config.read(content.toml(), Path.of(content.directory()), content.name());
            return reading.config()
                    .<Found>map(config -> new Found.Running(content.pid(), config))
                    .orElseGet(() -> new Found.Nothing("the configuration that process " + content.pid()
                            + " runs by cannot be read any more: "
                            + reading.problems().getFirst()));
        } catch (NoSuchFileException e) {
            return new Found.Nothing("no server runs with " + directory + ": there is no " + file);
        } catch (IOException | JacksonException e) {
            return new Found.Nothing("cannot read " + file + ": " + e.getMessage());
        }
    }

    /** What {@link #find} found. */
    sealed interface Found {
        record Running(long pid, Config config) implements Found {}

        record Nothing(String reason) implements Found {}
    }

    private static boolean isAlive(Path directory, long pid) throws IOException {
        if (pid == ProcessHandle.current().pid()) {
            // Opening the lock's file, and closing it again, would give up our own lock on it.
            return true;
        }
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
            return lock(channel).isEmpty();
        }
    }

    /** Gives the directory back. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(directory.resolve(RUN));
        channel.close();
    }
}
