package im.vestibule.services.offline;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages in the table {@code offline_messages}, as XML text. */
public final class SqlOfflineStore implements OfflineStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlOfflineStore.class);

    /** Numbers start from the time of the message, so that a box once emptied does not use them again soon. */
    private static final String ADD = """
        INSERT INTO offline_messages (server, username, seq, stored_at, expires_at, stanza, holder, number)
        SELECT ?, ?,
            (SELECT CASE WHEN max(seq) >= ? THEN max(seq) + 1 ELSE ? END
                FROM offline_messages WHERE server = ? AND username = ?),
            ?, ?, ?, ?, ?\
        """;

    /** Counts no further than the quota, however full the box is. */
    private static final String WITHIN =
            " WHERE (SELECT count(*) FROM (SELECT 1 FROM offline_messages WHERE server = ? AND username = ? LIMIT ?)"
                    + " AS waiting) < ?";

    /** Rows that go at a time. */
    private static final int BATCH = 500;

    /** Numbers of one millisecond. */
    private static final long STEP = 1_000;

    private static final String AFTER = """
        SELECT seq, stored_at, expires_at, stanza, holder
        FROM offline_messages WHERE server = ? AND username = ? AND seq > ?
        ORDER BY seq LIMIT ?\
        """;

    private static final String REMOVE = "DELETE FROM offline_messages WHERE server = ? AND username = ? AND seq = ?";

    private static final String CLAIM =
            "UPDATE offline_messages SET holder = ?, number = ? WHERE server = ? AND username = ? AND seq = ?";

    /** Up to a number, and not from the one half a round ahead on: numbers are told modulo 2^32 (XEP-0198 §4). */
    private static final String ACKNOWLEDGE = """
        DELETE FROM offline_messages
        WHERE server = ? AND username = ? AND holder = ? AND ((? - number) & 4294967295) < 2147483648\
        """;

    private static final String DISCARD =
            "DELETE FROM offline_messages WHERE server = ? AND username = ? AND holder = ? AND number = ?";

    private final Store store;

    public SqlOfflineStore(Store store) {
        this.store = store;
    }

    @Override
    public boolean add(Jid account, OfflineMessage message, long quota) {
        Row row = new Row(account, message, null, null);
        // Every message to somebody who is away comes here, through the only thread that writes.
        return store.update(adding(quota), row.values(quota)) == 1;
    }

    @Override
    public int hold(Jid account, String holder, List<Numbered> messages, long quota) {
        List<List<@Nullable Object>> rows = messages.stream()
                .map(each -> new Row(account, each.message(), holder, each.number()).values(quota))
                .toList();
        return store.write(handle -> {
            // Many at a time: plain JDBC is faster.
            try (PreparedStatement statement = handle.getConnection().prepareStatement(adding(quota))) {
                int added = 0;
                while (added < rows.size() && add(statement, rows.get(added))) {
                    added++;
                }
                return added;
            }
        });
    }

    private static boolean add(PreparedStatement statement, List<@Nullable Object> row) throws SQLException {
        set(statement, row.toArray());
        return statement.executeUpdate() == 1;
    }

    private static String adding(long quota) {
        return quota < Long.MAX_VALUE ? ADD + WITHIN : ADD;
    }

    /** What is written for a message. */
    private record Row(
            Jid account,
            OfflineMessage message,
            @Nullable String holder,
            @Nullable Long number) {
        List<@Nullable Object> values(long quota) {
            long earliest = message.storedAt().toEpochMilli() * STEP;
            List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                    account.domain(),
                    account.local(),
                    earliest,
                    earliest,
                    account.domain(),
                    account.local(),
                    message.storedAt().toEpochMilli(),
                    message.expiry().map(Instant::toEpochMilli).orElse(null),
                    message.stanza().toString(),
                    holder,
                    number));
            if (quota < Long.MAX_VALUE) {
                values.addAll(List.of(account.domain(), account.local(), quota, quota));
            }
            return values;
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** Every first presence comes here. */
    @Override
    public List<Waiting> after(Jid account, long seq, int most) {
        return store.query(AFTER, List.of(account.domain(), account.local(), seq, most), rows -> {
            List<Waiting> waiting = new ArrayList<>();
            while (rows.next()) {
                waiting.add(waiting(rows, account));
            }
            return waiting;
        });
    }

    @Override
    public void remove(Jid account, Collection<Long> seqs) {
        each(REMOVE, seqs, (statement, seq) -> set(statement, account.domain(), account.local(), seq));
    }

    @Override
    public void claim(Jid account, String holder, List<Long> seqs, long first) {
        PrimitiveIterator.OfLong numbers =
                LongStream.range(first, first + seqs.size()).iterator();
        each(
                CLAIM,
                seqs,
                (statement, seq) -> set(statement, holder, numbers.nextLong(), account.domain(), account.local(), seq));
    }

    @Override
    public void acknowledge(Jid account, String holder, long number) {
        store.write(handle -> handle.execute(ACKNOWLEDGE, account.domain(), account.local(), holder, number));
    }

    @Override
    public void discard(Jid account, String holder, Collection<Long> numbers) {
        each(
                DISCARD,
                numbers,
                (statement, number) -> set(statement, account.domain(), account.local(), holder, number));
    }

    @FunctionalInterface
    private interface Filler {
        void fill(PreparedStatement statement, long key) throws SQLException;
    }

    /** The same for each of them, in one piece of work. */
    private void each(String sql, Collection<Long> keys, Filler filler) {
        store.write(handle -> {
            try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
                for (long key : keys) {
                    filler.fill(statement, key);
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
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
        return removeWhere("expires_at <= ?", domain, now);
    }

    @Override
    public int removeStored(String domain, Instant before) {
        return removeWhere("stored_at < ?", domain, before);
    }

    /** Some at a time, so that everybody else's writes find their place in between. */
    private int removeWhere(String condition, String domain, Instant time) {
        String sql = "DELETE FROM offline_messages WHERE (server, username, seq) IN"
                + " (SELECT server, username, seq FROM offline_messages WHERE server = ? AND " + condition
                + " LIMIT ?)";
        int removed = 0;
        int batch;
        do {
            batch = store.write(handle -> handle.execute(sql, domain, time.toEpochMilli(), BATCH));
            removed += batch;
        } while (batch == BATCH);
        return removed;
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
        return new Waiting(
                seq,
                Optional.ofNullable(row.getString(5)),
                stanza.map(message -> new OfflineMessage(message, storedAt, expiry)));
    }
}
