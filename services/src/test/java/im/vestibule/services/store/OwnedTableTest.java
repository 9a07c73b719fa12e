package im.vestibule.services.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnedTableTest {
    @TempDir
    private Path directory;

    /** What is removed with a domain, and handed out to whom it is about, must not forget a table. */
    @Test
    void namesEveryTableThatHoldsSomethingOfAnAccountWithItsKey() {
        Map<String, String> known =
                Stream.of(OwnedTable.values()).collect(Collectors.toMap(OwnedTable::table, OwnedTable::key));

        try (Store store = Store.open(directory)) {
            assertThat(known).containsExactlyInAnyOrderEntriesOf(store.read(handle -> {
                DatabaseMetaData schema = handle.getConnection().getMetaData();
                Map<String, String> keys = new TreeMap<>();
                try (ResultSet columns = schema.getColumns(null, null, "%", "username")) {
                    while (columns.next()) {
                        keys.put(columns.getString("TABLE_NAME"), "");
                    }
                }
                for (String table : List.copyOf(keys.keySet())) {
                    keys.put(table, key(schema, table));
                }
                return keys;
            }));
        }
    }

    private static String key(DatabaseMetaData schema, String table) throws SQLException {
        Map<Integer, String> parts = new TreeMap<>();
        try (ResultSet columns = schema.getPrimaryKeys(null, null, table)) {
            while (columns.next()) {
                parts.put(columns.getInt("KEY_SEQ"), columns.getString("COLUMN_NAME"));
            }
        }
        return String.join(", ", parts.values());
    }
}
