package im.vestibule.services.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.services.store.Store;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlRosterStoreTest extends RosterStoreContract {
    @TempDir
    private Path directory;

    private Store sql;
    private RosterStore store;

    @BeforeEach
    void open() {
        sql = Store.open(directory);
        store = new SqlRosterStore(sql);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Override
    RosterStore store() {
        return store;
    }

    @Test
    void takesARequestItCannotReadForABareOne() {
        Jid juliet = Jid.of("juliet@capulet.test");
        Jid romeo = Jid.of("romeo@montague.test");
        Item item = Item.stranger(romeo)
                .in(
                        Transition.inbound(State.NONE, SubscriptionType.SUBSCRIBE)
                                .next(),
                        Stanzas.presence(romeo, juliet, SubscriptionType.SUBSCRIBE));
        store.save(juliet, item, 1);
        sql.write(handle -> handle.execute("UPDATE roster_items SET request = '<presence'"));

        assertThat(store.load(juliet).requests())
                .isEqualTo(List.of(Stanzas.presence(romeo, juliet, SubscriptionType.SUBSCRIBE)));
    }
}
