package im.vestibule.services.roster;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rosters in the tables {@code roster_items} and {@code roster_versions}. */
public final class SqlRosterStore implements RosterStore {
    /** Between group names in their column. */
    static final char SEPARATOR = '\u001f';

    private static final String LOAD = """
            SELECT v.version, i.contact, i.listed, i.name, i.group_names, i.subscription, i.ask, i.approved, i.request
            FROM roster_versions v
            LEFT JOIN roster_items i ON i.server = v.server AND i.username = v.username
            WHERE v.server = ? AND v.username = ?
            ORDER BY i.contact""";

    private static final String SAVE = """
            INSERT INTO roster_items
                (server, username, contact, listed, name, group_names, subscription, ask, approved, request)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (server, username, contact) DO UPDATE SET
                listed = excluded.listed, name = excluded.name, group_names = excluded.group_names,
                subscription = excluded.subscription, ask = excluded.ask, approved = excluded.approved,
                request = excluded.request""";

    private static final String SAVE_VERSION = """
            INSERT INTO roster_versions (server, username, version) VALUES (?, ?, ?)
            ON CONFLICT (server, username) DO UPDATE SET version = excluded.version""";

    private final Store store;

    public SqlRosterStore(Store store) {
        this.store = store;
    }

    /** The first login of an account comes here. */
    @Override
    public Roster load(Jid account) {
        return store.query(LOAD, List.of(account.domain(), account.local()), rows -> roster(rows, account));
    }

    private static Roster roster(ResultSet rows, Jid account) throws SQLException {
        if (!rows.next()) {
            return Roster.EMPTY;
        }
        long version = rows.getLong(1);
        List<Item> items = new ArrayList<>();
        do {
            String contact = rows.getString(2);
            // An account without items has one row with a version alone.
            if (contact != null) {
                items.add(item(rows, contact, account));
            }
        } while (rows.next());
        return Roster.of(version, items);
    }

    @Override
    public void save(Jid account, Item item, long version) {
        store.write(handle -> {
            State state = item.state();
            handle.execute(
                    SAVE,
                    account.domain(),
                    account.local(),
                    item.contact().toString(),
                    item.listed(),
                    item.name(),
                    String.join(String.valueOf(SEPARATOR), item.groups()),
                    state.subscription().value(),
                    state.ask(),
                    state.approved(),
                    item.request().map(XmlElement::toString).orElse(null));
            return saveVersion(handle, account, version);
        });
    }

    @Override
    public void delete(Jid account, Jid contact, long version) {
        store.write(handle -> {
            handle.execute(
                    "DELETE FROM roster_items WHERE server = ? AND username = ? AND contact = ?",
                    account.domain(),
                    account.local(),
                    contact.toString());
            return saveVersion(handle, account, version);
        });
    }

    @Override
    public void drop(Jid account) {
        store.write(handle -> handle.execute(
                        "DELETE FROM roster_items WHERE server = ? AND username = ?", account.domain(), account.local())
                + handle.execute(
                        "DELETE FROM roster_versions WHERE server = ? AND username = ?",
                        account.domain(),
                        account.local()));
    }

    private static int saveVersion(Handle handle, Jid account, long version) {
        return handle.execute(SAVE_VERSION, account.domain(), account.local(), version);
    }

    private static Item item(ResultSet row, String contact, Jid account) throws SQLException {
        Jid jid = Jid.of(contact);
        String groups = row.getString(5);
        String subscription = row.getString(6);
        String request = row.getString(9);
        State state = new State(
                Subscription.parse(subscription)
                        .orElseThrow(() -> new SQLException("unknown subscription " + subscription)),
                row.getBoolean(7),
                request != null,
                row.getBoolean(8));
        return new Item(
                jid,
                row.getBoolean(3),
                row.getString(4),
                groups.isEmpty() ? List.of() : List.of(groups.split(String.valueOf(SEPARATOR), -1)),
                state,
                request(request, jid, account));
    }

    /** What cannot be read any more is still a request. */
    private static Optional<XmlElement> request(@Nullable String stanza, Jid contact, Jid account) {
        return Optional.ofNullable(stanza)
                .map(text -> XmlElement.parse(text)
                        .orElseGet(() -> Stanzas.presence(contact, account, SubscriptionType.SUBSCRIBE)));
    }
}
