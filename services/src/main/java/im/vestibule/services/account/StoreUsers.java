package im.vestibule.services.account;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.services.store.OwnedTable;
import im.vestibule.services.store.Store;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;

/** The table {@code users} of the store. */
final class StoreUsers implements Users {
    private static final String FIND = "SELECT password, pass_details FROM users WHERE server = ? AND username = ?";
    private static final String HAS = "SELECT 1 FROM users WHERE server = ? AND username = ?";

    private final Store store;

    StoreUsers(Store store) {
        this.store = store;
    }

    /** Every login comes here. */
    @Override
    public Optional<Credentials> find(Jid account) {
        return store.query(
                FIND,
                List.of(account.domain(), account.local()),
                row -> row.next() ? Optional.of(UserRow.read(row).credentials(account)) : Optional.empty());
    }

    /** Every message to somebody who is away comes here: keys are not read, let alone understood. */
    @Override
    public boolean has(Jid account) {
        return store.query(HAS, List.of(account.domain(), account.local()), ResultSet::next);
    }

    @Override
    public Registered insert(Jid account, Credentials credentials, Limit most) {
        UserRow row = UserRow.of(credentials);
        return store.write(handle -> {
            if (!most.isInfinite()) {
                long users = handle.select("SELECT count(*) FROM users WHERE server = ?", account.domain())
                        .mapTo(Long.class)
                        .one();
                if (users >= most.value()) {
                    return Registered.FULL;
                }
            }
            int rows = handle.execute(
                    "INSERT INTO users (password, pass_details, server, username) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    row.password(),
                    row.details(),
                    account.domain(),
                    account.local());
            return rows == 0 ? Registered.EXISTS : Registered.DONE;
        });
    }

    @Override
    public boolean update(Jid account, Credentials credentials) {
        UserRow row = UserRow.of(credentials);
        return store.write(handle -> handle.execute(
                        "UPDATE users SET password = ?, pass_details = ? WHERE server = ? AND username = ?",
                        row.password(),
                        row.details(),
                        account.domain(),
                        account.local()))
                > 0;
    }

    @Override
    public boolean add(Jid account, Hash hash, ScramKeys keys) {
        return store.write(handle -> {
            Optional<Credentials> found = handle.select(FIND, account.domain(), account.local())
                    .map((row, context) -> UserRow.read(row).credentials(account))
                    .findOne();
            if (found.isEmpty() || !(found.get() instanceof Credentials.Scram kept)) {
                return false;
            }
            return kept.keys().containsKey(hash)
                    || handle.execute(
                                    "UPDATE users SET pass_details = ? WHERE server = ? AND username = ?",
                                    UserRow.of(kept.with(hash, keys)).details(),
                                    account.domain(),
                                    account.local())
                            > 0;
        });
    }

    @Override
    public List<String> names(String domain, int most) {
        return store.read(handle -> handle.select("SELECT username FROM users WHERE server = ? LIMIT ?", domain, most)
                .mapTo(String.class)
                .list());
    }

    @Override
    public long count(String domain) {
        return store.read(handle -> handle.select("SELECT count(*) FROM users WHERE server = ?", domain)
                .mapTo(Long.class)
                .one());
    }

    @Override
    public int deleteSome(String domain, int most) {
        return store.write(handle -> handle.execute(OwnedTable.USERS.deleteOfDomain(), domain, most));
    }

    @Override
    public boolean delete(Jid account) {
        return store.write(handle -> handle.execute(
                        "DELETE FROM users WHERE server = ? AND username = ?", account.domain(), account.local()))
                > 0;
    }
}
