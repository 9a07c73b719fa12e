package im.vestibule.services.personal;

import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.personal.Retrieval.Fault;
import im.vestibule.services.store.OwnedTable;
import im.vestibule.services.store.Store;
import im.vestibule.services.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what is kept about one account. Accounts are taken bare; calls may wait, and for long where much waits to be read. */
public final class PersonalData {
    private static final Logger log = LoggerFactory.getLogger(PersonalData.class);

    private final Store store;
    private final Accounts accounts;
    private final Path directory;

    /** Where somebody may have files written. */
    public enum Reach {
        /** Where such files belong. */
        DIRECTORY,
        /** Wherever the server may write. */
        ANYWHERE
    }

    /**
     * @param directory where such files belong; made when there is one
     */
    public PersonalData(Store store, Accounts accounts, Path directory) {
        this.store = store;
        this.accounts = accounts;
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Writes a ZIP archive with a table of comma-separated values, with a line of titles, for each kind of thing. No file is ever
     * overwritten, and only the server's own user can read it.
     *
     * @param path of the file; relative to the directory where such files belong
     */
    public Retrieval retrieve(Jid account, String path, Reach reach) {
        return switch (accounts.exists(account.bare())) {
            case ABSENT -> new Retrieval.NoSuchUser();
            case UNAVAILABLE -> new Retrieval.Unavailable();
            case EXISTS ->
                place(path, reach)
                        .map(file -> write(account, file))
                        .orElseGet(() -> new Retrieval.NotWritten(Fault.WRONG_FILENAME));
        };
    }

    private Optional<Path> place(String path, Reach reach) {
        try {
            Path file = directory.resolve(path).normalize();
            return reach == Reach.ANYWHERE || file.startsWith(directory) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private Retrieval write(Jid account, Path file) {
        if (Files.isDirectory(file)) {
            return new Retrieval.NotWritten(Fault.IS_DIRECTORY);
        }
        try (OutputStream out = OwnFile.create(directory, file)) {
            return write(account, file, out);
        } catch (AccessDeniedException _) {
            return new Retrieval.NotWritten(Fault.PERMISSION_DENIED);
        } catch (IOException _) {
            // Its directory is not there, or the file is.
            return new Retrieval.NotWritten(Fault.WRONG_FILENAME);
        }
    }

    private Retrieval write(Jid account, Path file, OutputStream out) throws IOException {
        try {
            write(account, out);
            log.atInfo()
                    .addKeyValue("account", account.bare())
                    .addKeyValue("file", file)
                    .log("personal_data_written");
            return new Retrieval.Written(file);
        } catch (IOException | StoreException trouble) {
            log.atWarn()
                    .addKeyValue("account", account.bare())
                    .addKeyValue("file", file)
                    .addKeyValue("reason", trouble.toString())
                    .log("personal_data_not_written");
            Files.deleteIfExists(file);
            return trouble instanceof IOException
                    ? new Retrieval.NotWritten(Fault.NOT_WRITTEN)
                    : new Retrieval.Unavailable();
        }
    }

    /**
     * The archive.
     *
     * @throws StoreException if the store cannot be read
     */
    void write(Jid account, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        try {
            boolean _ = store.read(handle -> {
                for (Sheet sheet : Sheet.values()) {
                    write(handle, account, sheet, zip);
                }
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        zip.finish();
    }

    private static void write(Handle handle, Jid account, Sheet sheet, ZipOutputStream zip) throws SQLException {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sheet.query())) {
            statement.setString(1, account.domain());
            statement.setString(2, account.local());
            zip.putNextEntry(new ZipEntry(sheet.name().toLowerCase(Locale.ROOT) + ".csv"));
            zip.write((sheet.columns() + Csv.END).getBytes(StandardCharsets.UTF_8));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    zip.write(Csv.line(sheet.row(rows)).getBytes(StandardCharsets.UTF_8));
                }
            }
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How many rows are kept about an account, by table; tables without any are left out.
     *
     * @throws StoreException if the store cannot be read
     */
    public Map<String, Long> count(Jid account) {
        return store.read(handle -> {
            Map<String, Long> rows = new TreeMap<>();
            for (OwnedTable table : OwnedTable.values()) {
                long count = handle.select(table.countOfAccount(), account.domain(), account.local())
                        .mapTo(Long.class)
                        .one();
                if (count > 0) {
                    rows.put(table.table(), count);
                }
            }
            return rows;
        });
    }
}
