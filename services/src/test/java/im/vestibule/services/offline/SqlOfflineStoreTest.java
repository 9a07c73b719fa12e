package im.vestibule.services.offline;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlOfflineStoreTest extends OfflineStoreContract {
    @TempDir
    private Path directory;

    private Store sql;
    private OfflineStore store;

    @BeforeEach
    void open() {
        sql = Store.open(directory);
        store = new SqlOfflineStore(sql);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Override
    OfflineStore store() {
        return store;
    }

    @Test
    void handsOutWhatItCannotReadAsSuch() {
        Jid juliet = Jid.of("juliet@capulet.test");
        store.add(
                juliet,
                new OfflineMessage(XmlElement.of("message", "jabber:client"), Instant.EPOCH, Optional.empty()),
                1);
        sql.write(handle -> handle.execute("UPDATE offline_messages SET stanza = '<message'"));

        assertThat(store.first(juliet, 1))
                .containsExactly(new OfflineStore.Waiting(0, Optional.empty(), Optional.empty()));
    }
}
