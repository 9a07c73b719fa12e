package im.vestibule.server;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when files may have changed, or links on the way to them. Used by one thread, closed by any. What the system does
 * not tell, as of a network file system, or of a directory that is not there yet, is not noticed.
 */
final class FileWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);

    private final Optional<WatchService> service;
    private final Duration quiet;
    private Map<WatchKey, Set<Path>> names = Map.of();

    private FileWatch(Optional<WatchService> service, Duration quiet) {
        this.service = service;
        this.quiet = quiet;
    }

    /**
     * One that sees nothing if the system has no watch to spare.
     *
     * @param quiet how long to wait after a first sign, so that whoever writes several files can come to an end
     */
    static FileWatch open(Duration quiet) {
        try {
            return new FileWatch(Optional.of(FileSystems.getDefault().newWatchService()), quiet);
        } catch (IOException e) {
            log.atWarn().addKeyValue("reason", e.toString()).log("files_not_watched");
            return new FileWatch(Optional.empty(), quiet);
        }
    }

    /** Watches these from now on, and no others; to be called again after a change, for links lead elsewhere then. */
    void over(Collection<Path> files) {
        service.ifPresent(open -> over(open, files));
    }

    private void over(WatchService open, Collection<Path> files) {
        Map<Path, Set<Path>> directories = new HashMap<>();
        for (Path file : files) {
            for (Path entry : Links.entries(file)) {
                directories
                        .computeIfAbsent(entry.getParent(), directory -> new HashSet<>())
                        .add(entry.getFileName());
            }
        }
        Map<WatchKey, Set<Path>> fresh = new HashMap<>();
        directories.forEach((directory, entries) -> register(open, directory, entries, fresh));
        names.keySet().stream().filter(key -> !fresh.containsKey(key)).forEach(WatchKey::cancel);
        names = fresh;
    }

    private static void register(WatchService open, Path directory, Set<Path> entries, Map<WatchKey, Set<Path>> keys) {
        try {
            WatchKey key = directory.register(
                    open,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            keys.computeIfAbsent(key, any -> new HashSet<>()).addAll(entries);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("directory", directory)
                    .addKeyValue("reason", e.toString())
                    .log("directory_not_watched");
        }
    }

    /**
     * Waits for a sign that something has changed.
     *
     * @return whether there was one; if not, the time is over, or others changed other files of the same directories
     * @throws java.nio.file.ClosedWatchServiceException once closed
     */
    boolean await(Duration patience) throws InterruptedException {
        if (service.isPresent()) {
            return await(service.get(), patience);
        }
        TimeUnit.NANOSECONDS.sleep(patience.toNanos());
        return false;
    }

    private boolean await(WatchService open, Duration patience) throws InterruptedException {
        WatchKey first = open.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return false;
        }
        TimeUnit.NANOSECONDS.sleep(quiet.toNanos());
        boolean sign = false;
        WatchKey key = first;
        // A directory that is written all the time must not keep us here: once round is enough.
        for (int i = 0; key != null; i++) {
            sign |= concerns(key);
            key.reset();
            key = i < names.size() ? open.poll() : null;
        }
        return sign;
    }

    private boolean concerns(WatchKey key) {
        Set<Path> entries = names.getOrDefault(key, Set.of());
        boolean sign = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            sign |= event.kind().equals(StandardWatchEventKinds.OVERFLOW)
                    || (event.context() instanceof Path name && entries.contains(name));
        }
        return sign;
    }

    @Override
    public void close() {
        try {
            if (service.isPresent()) {
                service.get().close();
            }
        } catch (IOException e) {
            log.atWarn().addKeyValue("reason", e.toString()).log("file_watch_not_closed");
        }
    }
}
