package im.vestibule.services.domain;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.services.store.OwnedTable;
import im.vestibule.services.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlDomainStoreTest extends DomainStoreContract {
    @TempDir
    private Path directory;

    private Store sql;
    private DomainStore store;

    @BeforeEach
    void open() {
        sql = Store.open(directory);
        store = new SqlDomainStore(sql);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Override
    DomainStore store() {
        return store;
    }

    @Override
    void fill(String name, int rows) {
        Belongings.fill(sql, name, rows);
    }

    /** One row too many in a batch, and others wait for the writer. */
    @Test
    void findsWhatToEraseByTheKeyOfEachTable() {
        for (OwnedTable table : OwnedTable.values()) {
            List<String> plan =
                    sql.read(handle -> handle.select("EXPLAIN QUERY PLAN " + table.deleteOfDomain(), "one.test", 10)
                            .map((row, context) -> row.getString("detail"))
                            .collectInto(ArrayList.class));
            assertThat(plan).as(table.table()).isNotEmpty().noneMatch(step -> step.startsWith("SCAN " + table.table()));
        }
    }
}
