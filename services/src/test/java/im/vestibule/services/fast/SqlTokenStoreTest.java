package im.vestibule.services.fast;

import im.vestibule.services.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqlTokenStoreTest extends TokenStoreContract {
    @TempDir
    private Path directory;

    private Store sql;
    private TokenStore store;

    @BeforeEach
    void open() {
        sql = Store.open(directory);
        store = new SqlTokenStore(sql);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Override
    TokenStore store() {
        return store;
    }
}
