package im.vestibule.services.offline;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages in the table {@code offline_messages}, as XML text. */
public final class SqlOfflineStore implements OfflineStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlOfflineStore.class);

    /** Numbers start from the clock, so that a box once emptied does not use them again. */
    private static final String ADD = """
            INSERT INTO offline_messages (server, username, seq, stored_at, expires_at, stanza)
            SELECT ?, ?,
                (SELECT CASE WHEN max(seq) >= ? THEN max(seq) + 1 ELSE ? END
                    FROM offline_messages WHERE server = ? AND username = ?),
                ?, ?, ?""";

    /** Counts no further than the quota, however full the box is. */
    private static final String WITHIN =
            " WHERE (SELECT count(*) FROM (SELECT 1 FROM offline_messages WHERE server = ? AND username = ? LIMIT ?)"
                    + " AS waiting) < ?";

    /** Numbers of one millisecond. */
    private static final long STEP = 1_000;

    private static final String FIRST = """
            SELECT seq, stored_at, expires_at, stanza
            FROM offline_messages WHERE server = ? AND username = ?
            ORDER BY seq LIMIT ?""";

    private final Store store;

    public SqlOfflineStore(Store store) {
        this.store = store;
    }

    @Override
    public boolean add(Jid account, OfflineMessage message, long quota) {
        long start = message.storedAt().toEpochMilli() * STEP;
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                account.domain(),
                account.local(),
                start,
                start,
                account.domain(),
                account.local(),
                message.storedAt().toEpochMilli(),
                message.expiry().map(Instant::toEpochMilli).orElse(null),
                message.stanza().toString()));
        boolean bounded = quota < Long.MAX_VALUE;
        if (bounded) {
            values.addAll(List.of(account.domain(), account.local(), quota, quota));
        }
        // Every message to somebody who is away comes here, through the only thread that writes.
        return store.update(bounded ? ADD + WITHIN : ADD, values) == 1;
    }

    @Override
    public List<Waiting> first(Jid account, int most) {
        return store.read(handle -> handle.select(FIRST, account.domain(), account.local(), most)
                .map((row, context) -> waiting(row, account))
                .list());
    }

    @Override
    public void remove(Jid account, long seq) {
        store.write(handle -> handle.execute(
                "DELETE FROM offline_messages WHERE server = ? AND username = ? AND seq <= ?",
                account.domain(),
                account.local(),
                seq));
    }

    @Override
    public long count(Jid account) {
        return store.read(handle -> handle.select(
                        "SELECT count(*) FROM offline_messages WHERE server = ? AND username = ?",
                        account.domain(),
                        account.local())
                .mapTo(Long.class)
                .one());
    }

    @Override
    public int removeExpired(String domain, Instant now) {
        return store.write(handle -> handle.execute(
                "DELETE FROM offline_messages WHERE server = ? AND expires_at <= ?", domain, now.toEpochMilli()));
    }

    @Override
    public int removeStored(String domain, Instant before) {
        return store.write(handle -> handle.execute(
                "DELETE FROM offline_messages WHERE server = ? AND stored_at < ?", domain, before.toEpochMilli()));
    }

    @Override
    public void drop(Jid account) {
        store.write(handle -> handle.execute(
                "DELETE FROM offline_messages WHERE server = ? AND username = ?", account.domain(), account.local()));
    }

    private static Waiting waiting(ResultSet row, Jid account) throws SQLException {
        long seq = row.getLong(1);
        Instant storedAt = Instant.ofEpochMilli(row.getLong(2));
        long expiresAt = row.getLong(3);
        Optional<Instant> expiry = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiresAt));
        Optional<XmlElement> stanza = XmlElement.parse(row.getString(4));
        if (stanza.isEmpty()) {
            LOG.atError()
                    .addKeyValue("account", account)
                    .addKeyValue("seq", seq)
                    .log("offline_message_unreadable");
        }
        return new Waiting(seq, stanza.map(message -> new OfflineMessage(message, storedAt, expiry)));
    }
}
