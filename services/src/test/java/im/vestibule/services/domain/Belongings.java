package im.vestibule.services.domain;

import im.vestibule.services.store.OwnedTable;
import im.vestibule.services.store.Store;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What a domain has, spread over all tables. */
final class Belongings {
    /** Adds a row each, with the domain and a name as the parameters. */
    private static final List<String> INSERTS = List.of(
            "INSERT INTO users (server, username, password) VALUES (?, ?, '')",
            "INSERT INTO roster_items (server, username, contact, listed, name, group_names, subscription, ask, approved)"
                    + " VALUES (?, ?, 'romeo@elsewhere.test', TRUE, '', '', 'both', FALSE, FALSE)",
            "INSERT INTO roster_versions (server, username, version) VALUES (?, ?, 1)",
            "INSERT INTO offline_messages (server, username, seq, stored_at, stanza) VALUES (?, ?, 1, 1, '<message/>')",
            "INSERT INTO last_activity (server, username, left_at, status) VALUES (?, ?, 1, '')",
            "INSERT INTO blocked (server, username, contact) VALUES (?, ?, 'tybalt@elsewhere.test')",
            "INSERT INTO auth_tokens (server, username, seq, revoked_at) VALUES (?, ?, 1, 1)",
            "INSERT INTO fast_tokens (server, username, agent, slot, token, mechanism, expires_at, uses)"
                    + " VALUES (?, ?, 'agent', 'new', 'token', 'HT-SHA-256-NONE', 1, 0)");

    private Belongings() {}

    static void fill(Store store, String domain, int rows) {
        store.write(handle -> {
            for (int i = 0; i < INSERTS.size(); i++) {
                PreparedBatch batch = handle.prepareBatch(INSERTS.get(i));
                for (int row = i; row < rows; row += INSERTS.size()) {
                    batch.add(domain, "user-" + row);
                }
                if (batch.size() > 0) {
                    batch.execute();
                }
            }
            return rows;
        });
    }

    /** Rows that are left of a domain. */
    static long left(Store store, String domain) {
        return store.read(handle -> {
            long rows = 0;
            for (OwnedTable table : OwnedTable.values()) {
                rows += handle.select("SELECT count(*) FROM " + table.table() + " WHERE server = ?", domain)
                        .mapTo(Long.class)
                        .one();
            }
            return rows;
        });
    }
}
