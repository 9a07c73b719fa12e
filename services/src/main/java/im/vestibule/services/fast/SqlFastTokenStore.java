package im.vestibule.services.fast;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Tokens in the table {@code fast_tokens}. */
public final class SqlFastTokenStore implements FastTokenStore {
    private static final String CLIENT = " WHERE server = ? AND username = ? AND agent = ?";
    private static final String SLOT = CLIENT + " AND slot = ?";
    private static final String FIND = "SELECT slot, token, mechanism, expires_at FROM fast_tokens" + CLIENT;

    private static final String ADD = """
            INSERT INTO fast_tokens (server, username, agent, slot, token, mechanism, expires_at, uses)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (server, username, agent, slot) DO UPDATE SET
                token = excluded.token, mechanism = excluded.mechanism,
                expires_at = excluded.expires_at, uses = excluded.uses""";

    /** The clients of an account but one, that whose last token ends latest first. */
    private static final String OTHERS = """
            SELECT agent FROM fast_tokens WHERE server = ? AND username = ? AND agent <> ?
            GROUP BY agent ORDER BY max(expires_at) DESC, agent""";

    /** Below any count. */
    private static final long UNUSED = -1;

    private final Store store;

    public SqlFastTokenStore(Store store) {
        this.store = store;
    }

    /** Every login by such a token comes here. */
    @Override
    public Map<Slot, FastToken> find(Jid account, UUID agent) {
        return store.query(FIND, List.of(account.domain(), account.local(), agent.toString()), rows -> {
            Map<Slot, FastToken> tokens = new EnumMap<>(Slot.class);
            while (rows.next()) {
                tokens.put(slot(rows.getString(1)), token(rows.getString(2), rows.getString(3), rows.getLong(4)));
            }
            return tokens;
        });
    }

    private static FastToken token(String secret, String mechanism, long expiry) throws SQLException {
        FastMechanism known = FastMechanism.of(mechanism)
                .orElseThrow(() -> new SQLException("fast_tokens.mechanism is " + mechanism));
        return new FastToken(new Secret(secret), known, Instant.ofEpochMilli(expiry));
    }

    @Override
    public void add(Jid account, UUID agent, FastToken token, Instant forgotten, int most) {
        store.write(handle -> {
            handle.execute("DELETE FROM fast_tokens WHERE expires_at < ?", forgotten.toEpochMilli());
            List<String> others = handle.select(OTHERS, account.domain(), account.local(), agent.toString())
                    .mapTo(String.class)
                    .list();
            for (String other : others.subList(Math.min(most - 1, others.size()), others.size())) {
                handle.execute("DELETE FROM fast_tokens" + CLIENT, account.domain(), account.local(), other);
            }
            return handle.execute(
                    ADD,
                    account.domain(),
                    account.local(),
                    agent.toString(),
                    word(Slot.NEW),
                    token.secret().reveal(),
                    token.mechanism().mechanism(),
                    token.expiry().toEpochMilli(),
                    UNUSED);
        });
    }

    @Override
    public boolean use(Jid account, UUID agent, Slot slot, FastToken token, OptionalLong count) {
        return store.write(handle -> {
            Optional<Long> uses = uses(handle, account, agent, slot, token);
            if (uses.isEmpty() || (count.isPresent() && count.getAsLong() <= uses.get())) {
                return false;
            }
            if (slot == Slot.NEW) {
                handle.execute(
                        "DELETE FROM fast_tokens" + SLOT,
                        account.domain(),
                        account.local(),
                        agent.toString(),
                        word(Slot.CURRENT));
            }
            handle.execute(
                    "UPDATE fast_tokens SET slot = ?, uses = ?" + SLOT,
                    word(Slot.CURRENT),
                    count.orElse(uses.get()),
                    account.domain(),
                    account.local(),
                    agent.toString(),
                    word(slot));
            return true;
        });
    }

    private static Optional<Long> uses(Handle handle, Jid account, UUID agent, Slot slot, FastToken token) {
        return handle.select(
                        "SELECT uses FROM fast_tokens" + SLOT + " AND token = ?",
                        account.domain(),
                        account.local(),
                        agent.toString(),
                        word(slot),
                        token.secret().reveal())
                .mapTo(Long.class)
                .findOne();
    }

    @Override
    public void drop(Jid account, UUID agent) {
        store.write(handle -> handle.execute(
                "DELETE FROM fast_tokens" + CLIENT, account.domain(), account.local(), agent.toString()));
    }

    @Override
    public void drop(Jid account) {
        store.write(handle -> handle.execute(
                "DELETE FROM fast_tokens WHERE server = ? AND username = ?", account.domain(), account.local()));
    }

    private static String word(Slot slot) {
        return slot.name().toLowerCase(Locale.ROOT);
    }

    private static Slot slot(String word) {
        return Slot.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
