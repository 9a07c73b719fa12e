package im.vestibule.services.store;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables whose rows belong to an account, by {@code server} and {@code username}; a test holds it against the schema. */
public enum OwnedTable {
    USERS("users"),
    ROSTER_ITEMS("roster_items", "contact"),
    ROSTER_VERSIONS("roster_versions"),
    OFFLINE_MESSAGES("offline_messages", "seq"),
    LAST_ACTIVITY("last_activity"),
    BLOCKED("blocked", "contact"),
    AUTH_TOKENS("auth_tokens"),
    FAST_TOKENS("fast_tokens", "agent", "slot");

    private final String table;
    private final String key;

    /**
     * @param rest of the primary key
     */
    OwnedTable(String table, String... rest) {
        this.table = table;
        key = Stream.concat(Stream.of("server", "username"), Stream.of(rest)).collect(Collectors.joining(", "));
    }

    /** Its name in the schema. */
    public String table() {
        return table;
    }

    /** The columns of the primary key. */
    public String key() {
        return key;
    }

    /** Deletes some rows of a domain; the parameters are the domain, and how many. */
    public String deleteOfDomain() {
        return "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table
                + " WHERE server = ? LIMIT ?)";
    }

    /** Counts the rows of an account; the parameters are domain and name. */
    public String countOfAccount() {
        return "SELECT count(*) FROM " + table + " WHERE server = ? AND username = ?";
    }
}
