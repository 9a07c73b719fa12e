package im.vestibule.services.personal;

import im.vestibule.model.XmlElement;
import im.vestibule.services.store.OwnedTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One list of what is kept about an account. Titles and columns are MongooseIM's where it has them. Secrets are left out: what
 * proves who somebody is must not lie about in a file.
 */
enum Sheet {
    ACCOUNT(OwnedTable.USERS, "created_at", "created_at") {
        @Override
        List<String> row(ResultSet row) throws SQLException {
            return List.of(text(row.getString(1)));
        }
    },
    ROSTER(
            OwnedTable.ROSTER_ITEMS,
            "contact, name, subscription, CASE WHEN ask AND request IS NOT NULL THEN 'both' WHEN ask THEN 'out'"
                    + " WHEN request IS NOT NULL THEN 'in' ELSE 'none' END, group_names, request",
            "jid,name,subscription,ask,groups,askmessage") {
        @Override
        List<String> row(ResultSet row) throws SQLException {
            return List.of(
                    text(row.getString(1)),
                    text(row.getString(2)),
                    text(row.getString(3)),
                    text(row.getString(4)),
                    text(row.getString(5)).replace('\u001f', ';'),
                    text(row.getString(6)));
        }
    },
    OFFLINE(OwnedTable.OFFLINE_MESSAGES, "stored_at, stanza", "timestamp,from,to,packet") {
        @Override
        List<String> row(ResultSet row) throws SQLException {
            String packet = text(row.getString(2));
            Optional<XmlElement> stanza = XmlElement.parse(packet);
            return List.of(time(row.getLong(1)), attribute(stanza, "from"), attribute(stanza, "to"), packet);
        }
    },
    LAST(OwnedTable.LAST_ACTIVITY, "left_at, status", "timestamp,status") {
        @Override
        List<String> row(ResultSet row) throws SQLException {
            return List.of(time(row.getLong(1)), text(row.getString(2)));
        }
    },
    BLOCKED(OwnedTable.BLOCKED, "contact", "jid") {
        @Override
        List<String> row(ResultSet row) throws SQLException {
            return List.of(text(row.getString(1)));
        }
    },
    AUTH_TOKEN(OwnedTable.AUTH_TOKENS, "seq, revoked_at", "seq_no,revoked") {
        @Override
        List<String> row(ResultSet row) throws SQLException {
            return List.of(Long.toString(row.getLong(1)), time(row.getLong(2)));
        }
    },
    FAST_AUTH_TOKEN(OwnedTable.FAST_TOKENS, "agent, slot, mechanism, expires_at", "agent,slot,mechanism,expires") {
        @Override
        List<String> row(ResultSet row) throws SQLException {
            return List.of(
                    text(row.getString(1)), text(row.getString(2)), text(row.getString(3)), time(row.getLong(4)));
        }
    };

    private final OwnedTable table;
    private final String select;
    private final String columns;

    /**
     * @param select what is read of the table
     * @param columns of the list, as its first line has them
     */
    Sheet(OwnedTable table, String select, String columns) {
        this.table = table;
        this.select = select;
        this.columns = columns;
    }

    OwnedTable table() {
        return table;
    }

    /** The first line of the list. */
    String columns() {
        return columns;
    }

    /** The parameters are domain and name. */
    String query() {
        return "SELECT " + select + " FROM " + table.table() + " WHERE server = ? AND username = ? ORDER BY "
                + table.key();
    }

    /** One line of the list. */
    abstract List<String> row(ResultSet row) throws SQLException;

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static String attribute(Optional<XmlElement> stanza, String name) {
        return stanza.flatMap(element -> element.attribute(name)).orElse("");
    }
}
