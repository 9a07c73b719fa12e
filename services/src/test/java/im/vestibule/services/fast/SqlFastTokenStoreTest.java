package im.vestibule.services.fast;

import im.vestibule.services.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqlFastTokenStoreTest extends FastTokenStoreContract {
    @TempDir
    private Path directory;

    private Store sql;
    private FastTokenStore store;

    @BeforeEach
    void open() {
        sql = Store.open(directory);
        store = new SqlFastTokenStore(sql);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Override
    FastTokenStore store() {
        return store;
    }
}
