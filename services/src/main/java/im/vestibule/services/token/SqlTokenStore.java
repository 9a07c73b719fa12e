package im.vestibule.services.token;

import im.vestibule.model.Jid;
import im.vestibule.services.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table {@code auth_tokens}. */
public final class SqlTokenStore implements TokenStore {
    private static final String FIND = "SELECT seq, revoked_at FROM auth_tokens WHERE server = ? AND username = ?";

    private final Store store;

    public SqlTokenStore(Store store) {
        this.store = store;
    }

    /** Every login by such a token comes here. */
    @Override
    public Optional<Rule> find(Jid account) {
        return store.query(
                FIND,
                List.of(account.domain(), account.local()),
                rows -> rows.next() ? Optional.of(rule(rows)) : Optional.empty());
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(row.getLong(1), Instant.ofEpochMilli(row.getLong(2)));
    }

    private static Optional<Rule> find(Handle handle, Jid account) {
        return handle.select(FIND, account.domain(), account.local())
                .map((row, context) -> rule(row))
                .findOne();
    }

    @Override
    public Rule issue(Jid account, Instant now) {
        Optional<Rule> known = find(account);
        if (known.isPresent() && known.get().number() > 0) {
            return known.get();
        }
        return store.write(handle -> {
            handle.execute(
                    "INSERT INTO auth_tokens (server, username, seq, revoked_at) VALUES (?, ?, 0, ?)"
                            + " ON CONFLICT DO NOTHING",
                    account.domain(),
                    account.local(),
                    // Void is what somebody had who bore the name when its domain was there before, and was removed.
                    now.truncatedTo(ChronoUnit.SECONDS).toEpochMilli() - 1);
            Rule rule = find(handle, account).orElseThrow();
            // Somebody else may have set it in the meantime.
            if (rule.number() > 0) {
                return rule;
            }
            long fresh = Math.max(now.toEpochMilli(), rule.revoked().toEpochMilli() + 1);
            handle.execute(
                    "UPDATE auth_tokens SET seq = ? WHERE server = ? AND username = ?",
                    fresh,
                    account.domain(),
                    account.local());
            return new Rule(fresh, rule.revoked());
        });
    }

    @Override
    public boolean revoke(Jid account, Instant now) {
        // Most accounts never had one, and a write costs more than a look.
        return find(account).isPresent() && store.write(handle -> revoke(handle, account, now));
    }

    private static boolean revoke(Handle handle, Jid account, Instant now) {
        Optional<Rule> rule = find(handle, account);
        rule.ifPresent(old -> handle.execute(
                "UPDATE auth_tokens SET seq = 0, revoked_at = ? WHERE server = ? AND username = ?",
                Math.max(now.toEpochMilli(), old.start().toEpochMilli()),
                account.domain(),
                account.local()));
        return rule.isPresent();
    }

    @Override
    public void forget(Collection<String> domains, Instant before) {
        if (domains.isEmpty()) {
            return;
        }
        store.write(handle -> {
            PreparedBatch batch =
                    handle.prepareBatch("DELETE FROM auth_tokens WHERE server = ? AND seq = 0 AND revoked_at < ?");
            domains.forEach(domain -> batch.add(domain, before.toEpochMilli()));
            return batch.execute();
        });
    }
}
