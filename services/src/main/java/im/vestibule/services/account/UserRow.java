package im.vestibule.services.account;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a row of {@code users} says of a password, as MongooseIM has it: the password itself and no details, or SCRAM keys
 * in the details.
 */
final class UserRow {
    private final @Nullable String password;
    private final @Nullable String details;

    private UserRow(@Nullable String password, @Nullable String details) {
        this.password = password;
        this.details = details;
    }

    /**
     * @param row whose first columns are {@code password} and {@code pass_details}
     */
    static UserRow read(ResultSet row) throws SQLException {
        return new UserRow(row.getString(1), row.getString(2));
    }

    static UserRow of(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Plain(Secret password) -> new UserRow(password.reveal(), null);
            case Credentials.Scram scram -> new UserRow("", ScramText.format(scram));
        };
    }

    /**
     * @throws StoreException if it is not known what it means
     */
    Credentials credentials(Jid account) {
        Optional<Credentials> understood = details == null || details.isEmpty()
                ? Optional.ofNullable(password).map(text -> new Credentials.Plain(new Secret(text)))
                : keys(details).map(Credentials.class::cast);
        return understood.orElseThrow(() -> new StoreException("cannot read the row of " + account + " in users"));
    }

    private static Optional<Credentials.Scram> keys(String details) {
        return details.startsWith("{") ? ScramJson.parse(details) : ScramText.parse(details);
    }

    @Nullable
    String password() {
        return password;
    }

    @Nullable
    String details() {
        return details;
    }

    @Override
    public String toString() {
        return "***";
    }
}
