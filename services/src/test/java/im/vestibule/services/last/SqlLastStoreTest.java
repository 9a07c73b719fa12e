package im.vestibule.services.last;

import im.vestibule.services.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqlLastStoreTest extends LastStoreContract {
    @TempDir
    private Path directory;

    private Store sql;
    private LastStore store;

    @BeforeEach
    void open() {
        sql = Store.open(directory);
        store = new SqlLastStore(sql);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Override
    LastStore store() {
        return store;
    }
}
