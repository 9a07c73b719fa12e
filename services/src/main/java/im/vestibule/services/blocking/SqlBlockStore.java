package im.vestibule.services.blocking;

import im.vestibule.model.Jid;
import im.vestibule.services.store.Store;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Block lists in the table {@code blocked}. */
public final class SqlBlockStore implements BlockStore {
    private static final String LOAD = "SELECT contact FROM blocked WHERE server = ? AND username = ? ORDER BY contact";
    private static final String ADD =
            "INSERT INTO blocked (server, username, contact) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE = "DELETE FROM blocked WHERE server = ? AND username = ? AND contact = ?";

    private final Store store;

    public SqlBlockStore(Store store) {
        this.store = store;
    }

    /** The first login of an account comes here. */
    @Override
    public Set<Jid> load(Jid account) {
        return store.query(LOAD, List.of(account.domain(), account.local()), rows -> {
            Set<Jid> contacts = new LinkedHashSet<>();
            while (rows.next()) {
                contacts.add(Jid.of(rows.getString(1)));
            }
            return contacts;
        });
    }

    @Override
    public void add(Jid account, Set<Jid> contacts) {
        store.write(handle -> each(handle, ADD, account, contacts));
    }

    @Override
    public void remove(Jid account, Set<Jid> contacts) {
        store.write(handle -> each(handle, REMOVE, account, contacts));
    }

    private static int each(Handle handle, String sql, Jid account, Set<Jid> contacts) {
        PreparedBatch batch = handle.prepareBatch(sql);
        contacts.forEach(contact -> batch.add(account.domain(), account.local(), contact.toString()));
        return batch.execute().length;
    }

    @Override
    public void drop(Jid account) {
        store.write(handle -> handle.execute(
                "DELETE FROM blocked WHERE server = ? AND username = ?", account.domain(), account.local()));
    }
}
