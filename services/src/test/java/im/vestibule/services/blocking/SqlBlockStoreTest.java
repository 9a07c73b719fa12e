package im.vestibule.services.blocking;

import im.vestibule.services.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqlBlockStoreTest extends BlockStoreContract {
    @TempDir
    private Path directory;

    private Store sql;
    private BlockStore store;

    @BeforeEach
    void open() {
        sql = Store.open(directory);
        store = new SqlBlockStore(sql);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Override
    BlockStore store() {
        return store;
    }
}
