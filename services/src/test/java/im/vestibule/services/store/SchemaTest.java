package im.vestibule.services.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {
    @TempDir
    private Path directory;

    @Test
    void knowsTheHighestMigration() throws IOException, URISyntaxException {
        URL migrations = Objects.requireNonNull(Schema.class.getResource("/db/migration"));
        try (Stream<Path> files = Files.list(Path.of(migrations.toURI()))) {
            List<Integer> numbers = files.map(file -> file.getFileName().toString())
                    .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                    .sorted()
                    .toList();

            assertThat(numbers)
                    .isEqualTo(IntStream.rangeClosed(1, Schema.VERSION).boxed().toList());
        }
    }

    @Test
    void leavesACurrentDatabaseAlone() {
        Store.open(directory).close();
        try (Store store = Store.open(directory)) {
            store.write(handle -> handle.execute("UPDATE flyway_schema_history SET installed_by = 'marked'"));
        }

        try (Store store = Store.open(directory)) {
            int marked = store.read(
                    handle -> handle.select("SELECT count(*) FROM flyway_schema_history WHERE installed_by = 'marked'")
                            .mapTo(Integer.class)
                            .one());
            assertThat(marked).isEqualTo(Schema.VERSION);
        }
    }

    @Test
    void refusesADatabaseWhoseLastMigrationFailed() {
        meddle("UPDATE flyway_schema_history SET success = 0");

        assertThatThrownBy(() -> Store.open(directory)).isInstanceOf(StoreException.class);
    }

    @Test
    void refusesADatabaseOfALaterRelease() {
        meddle("UPDATE flyway_schema_history SET version = '" + (Schema.VERSION + 1) + "' WHERE version = '"
                + Schema.VERSION + "'");

        assertThatThrownBy(() -> Store.open(directory))
                .isInstanceOf(StoreException.class)
                .hasRootCauseMessage("the tables are of a later release: version " + (Schema.VERSION + 1)
                        + ", this one knows " + Schema.VERSION);
    }

    private void meddle(String sql) {
        try (Store store = Store.open(directory)) {
            store.write(handle -> handle.execute(sql));
        }
    }
}
