package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Registered;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes accounts by a file of lines with name, domain and password. One file at a time. */
public final class Import {
    private static final Logger log = LoggerFactory.getLogger(Import.class);

    /** Lines that are read, and characters of one. */
    static final int LINES = 1_000_000;

    static final int LONGEST = 4_096;

    private final Accounts accounts;
    private final Executor executor;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** @param executor of what may take its time */
    public Import(Accounts accounts, Executor executor) {
        this.accounts = accounts;
        this.executor = executor;
    }

    /** What becomes of a line. */
    enum Line {
        CREATED,
        EXISTING,
        NOT_ALLOWED,
        INVALID_JID,
        EMPTY_PASSWORD,
        INVALID_RECORD,
        /** A back end is down or overloaded: the line is worth another try. */
        UNAVAILABLE
    }

    /**
     * Begins with a file. The log tells what has come of it.
     *
     * @param domain the only one that accounts may be made of; empty for all
     */
    public Answer<String> schedule(String file, Optional<String> domain) {
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException _) {
            return Answer.refused(Code.FILE_NOT_FOUND, "File not found");
        }
        if (!busy.compareAndSet(false, true)) {
            return Answer.refused(Code.NOT_ALLOWED, "Another file is being imported");
        }
        executor.execute(() -> {
            try {
                run(path, domain);
            } finally {
                busy.set(false);
            }
        });
        return Answer.done("ImportUsers scheduled");
    }

    private void run(Path file, Optional<String> domain) {
        Map<Line, Integer> counts = new EnumMap<>(Line.class);
        try (BufferedReader reader = open(file)) {
            int left = LINES;
            for (String line = next(reader); line != null && left > 0; line = next(reader), left--) {
                counts.merge(line(line, domain), 1, Integer::sum);
            }
            var said = log.atInfo().addKeyValue("file", file);
            for (Map.Entry<Line, Integer> count : counts.entrySet()) {
                said = said.addKeyValue(count.getKey().name().toLowerCase(Locale.ROOT), count.getValue());
            }
            said.log("users_imported");
        } catch (IOException trouble) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", trouble.toString())
                    .log("users_not_imported");
        }
    }

    /** A device or a pipe may have no end, or not begin. */
    static BufferedReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "not a regular file");
        }
        return Files.newBufferedReader(file);
    }

    /** The next line, or of one that is too long enough to see that; null at the end. */
    static @Nullable String next(BufferedReader reader) throws IOException {
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() < LONGEST + 2) {
                line.append((char) c);
            }
        }
        boolean crlf = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
        return crlf ? line.substring(0, line.length() - 1) : line.toString();
    }

    Line line(String line, Optional<String> domain) {
        List<String> fields = line.length() > LONGEST ? List.of() : CsvLine.fields(line);
        if (fields.size() != 3) {
            return Line.INVALID_RECORD;
        }
        Optional<Jid> account = Jid.of(fields.get(0), fields.get(1), "");
        if (account.isEmpty() || account.get().local().isEmpty()) {
            return Line.INVALID_JID;
        }
        if (fields.get(2).isEmpty()) {
            return Line.EMPTY_PASSWORD;
        }
        if (!domain.map(account.get().domain()::equals).orElse(true)) {
            return Line.NOT_ALLOWED;
        }
        Registered registered = accounts.register(account.get(), new Secret(fields.get(2)));
        return switch (registered) {
            case DONE -> Line.CREATED;
            case EXISTS -> Line.EXISTING;
            case FULL, BAD_PASSWORD, NOT_SUPPORTED -> Line.NOT_ALLOWED;
            case UNAVAILABLE -> Line.UNAVAILABLE;
        };
    }
}
