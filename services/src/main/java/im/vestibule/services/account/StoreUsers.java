package im.vestibule.services.account;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.services.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/** The table {@code users} of the store. */
final class StoreUsers implements Users {
    private static final String FIND = "SELECT password, pass_details FROM users WHERE server = ? AND username = ?";

    private final Store store;

    StoreUsers(Store store) {
        this.store = store;
    }

    @Override
    public Optional<Credentials> find(Jid account) {
        // Every login comes here: plain JDBC takes half the time of a query through Jdbi.
        return store.read(handle -> {
            try (PreparedStatement statement = handle.getConnection().prepareStatement(FIND)) {
                statement.setString(1, account.domain());
                statement.setString(2, account.local());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(UserRow.read(row).credentials(account)) : Optional.empty();
                }
            }
        });
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
    public boolean delete(Jid account) {
        return store.write(handle -> handle.execute(
                        "DELETE FROM users WHERE server = ? AND username = ?", account.domain(), account.local()))
                > 0;
    }
}
