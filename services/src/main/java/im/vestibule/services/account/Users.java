package im.vestibule.services.account;

import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code users}. Every method throws {@link im.vestibule.services.store.StoreException}. */
final class Users {
    private static final String FIND = "SELECT password, pass_details FROM users WHERE server = ? AND username = ?";

    private final Store store;

    Users(Store store) {
        this.store = store;
    }

    Optional<Credentials> find(Jid account) {
        return store.read(handle -> find(handle, account));
    }

    private static Optional<Credentials> find(Handle handle, Jid account) throws SQLException {
        // Every login comes here: plain JDBC takes half the time of a query through Jdbi.
        try (PreparedStatement statement = handle.getConnection().prepareStatement(FIND)) {
            statement.setString(1, account.domain());
            statement.setString(2, account.local());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(credentials(account, row)) : Optional.empty();
            }
        }
    }

    private static Credentials credentials(Jid account, ResultSet row) throws SQLException {
        String details = row.getString(2);
        if (details == null || details.isEmpty()) {
            return new Credentials.Plain(new Secret(row.getString(1)));
        }
        return ScramText.parse(details)
                .orElseThrow(() -> new SQLException("cannot read users.pass_details of " + account));
    }

    Registered insert(Jid account, Credentials credentials, Limit most) {
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
                    password(credentials),
                    details(credentials),
                    account.domain(),
                    account.local());
            return rows == 0 ? Registered.EXISTS : Registered.DONE;
        });
    }

    /** @return whether there is such an account */
    boolean update(Jid account, Credentials credentials) {
        return store.write(handle -> handle.execute(
                        "UPDATE users SET password = ?, pass_details = ? WHERE server = ? AND username = ?",
                        password(credentials),
                        details(credentials),
                        account.domain(),
                        account.local()))
                > 0;
    }

    /**
     * Puts keys next to those of other hashes.
     *
     * @return whether the account has keys for this hash now
     */
    boolean add(Jid account, Hash hash, ScramKeys keys) {
        return store.write(handle -> {
            Optional<Credentials> found = find(handle, account);
            if (found.isEmpty() || !(found.get() instanceof Credentials.Scram(Map<Hash, ScramKeys> kept))) {
                return false;
            }
            if (kept.containsKey(hash)) {
                return true;
            }
            Map<Hash, ScramKeys> all = new EnumMap<>(kept);
            all.put(hash, keys);
            String details = details(new Credentials.Scram(all));
            return handle.execute(
                            "UPDATE users SET pass_details = ? WHERE server = ? AND username = ?",
                            details,
                            account.domain(),
                            account.local())
                    > 0;
        });
    }

    /** @return whether there was such an account */
    boolean delete(Jid account) {
        return store.write(handle -> handle.execute(
                        "DELETE FROM users WHERE server = ? AND username = ?", account.domain(), account.local()))
                > 0;
    }

    private static String password(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Plain(Secret password) -> password.reveal();
            case Credentials.Scram _ -> "";
        };
    }

    private static String details(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Plain _ -> "";
            case Credentials.Scram scram -> ScramText.format(scram);
        };
    }
}
