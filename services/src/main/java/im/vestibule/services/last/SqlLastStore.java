package im.vestibule.services.last;

import im.vestibule.model.Jid;
import im.vestibule.services.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Last activity in the table {@code last_activity}. */
public final class SqlLastStore implements LastStore {
    private static final String SAVE = """
            INSERT INTO last_activity (server, username, left_at, status) VALUES (?, ?, ?, ?)
            ON CONFLICT (server, username) DO UPDATE SET left_at = excluded.left_at, status = excluded.status""";

    private final Store store;

    public SqlLastStore(Store store) {
        this.store = store;
    }

    /** Every logout comes here. */
    @Override
    public void later(Jid account, LastActivity activity) {
        store.later(SAVE, values(account, activity));
    }

    @Override
    public void save(Jid account, LastActivity activity) {
        store.update(SAVE, values(account, activity));
    }

    private static List<@Nullable Object> values(Jid account, LastActivity activity) {
        return List.of(account.domain(), account.local(), activity.at().toEpochMilli(), activity.status());
    }

    @Override
    public Optional<LastActivity> find(Jid account) {
        return store.read(handle -> handle.select(
                        "SELECT left_at, status FROM last_activity WHERE server = ? AND username = ?",
                        account.domain(),
                        account.local())
                .map((row, context) -> new LastActivity(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)))
                .findOne());
    }

    @Override
    public long countSince(String domain, Instant since) {
        return store.read(handle -> handle.select(
                        "SELECT count(*) FROM last_activity WHERE server = ? AND left_at >= ?",
                        domain,
                        since.toEpochMilli())
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<Jid> before(String domain, Instant moment, int most) {
        return store.read(handle -> handle.select("""
                        SELECT username FROM last_activity WHERE server = ? AND left_at < ?
                        ORDER BY left_at, username LIMIT ?""", domain, moment.toEpochMilli(), most)
                .map((row, context) -> Jid.of(row.getString(1) + "@" + domain))
                .list());
    }

    @Override
    public void drop(Jid account) {
        store.write(handle -> handle.execute(
                "DELETE FROM last_activity WHERE server = ? AND username = ?", account.domain(), account.local()));
    }
}
