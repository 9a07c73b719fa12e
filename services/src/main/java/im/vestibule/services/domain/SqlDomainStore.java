package im.vestibule.services.domain;

import im.vestibule.services.store.OwnedTable;
import im.vestibule.services.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The tables {@code dynamic_domains} and {@code domain_admins}. */
public final class SqlDomainStore implements DomainStore {
    private static final String SELECT = "SELECT domain, host_type, status FROM dynamic_domains ";

    private final Store store;

    public SqlDomainStore(Store store) {
        this.store = store;
    }

    @Override
    public Optional<Domain> find(String name) {
        return store.read(handle -> handle.select(SELECT + "WHERE domain = ?", name)
                .map((row, context) -> domain(row))
                .findOne());
    }

    @Override
    public List<Domain> all() {
        return store.read(handle -> handle.select(SELECT + "ORDER BY domain")
                .map((row, context) -> domain(row))
                .list());
    }

    private static Domain domain(ResultSet row) throws SQLException {
        return new Domain(
                row.getString(1),
                row.getString(2),
                Status.valueOf(row.getString(3).toUpperCase(Locale.ROOT)));
    }

    @Override
    public boolean insert(Domain domain) {
        return store.write(handle -> {
            boolean added = handle.execute(
                            "INSERT INTO dynamic_domains (domain, host_type, status) VALUES (?, ?, ?)"
                                    + " ON CONFLICT DO NOTHING",
                            domain.name(),
                            domain.hostType(),
                            word(domain.status()))
                    > 0;
            if (added) {
                handle.execute("DELETE FROM domain_admins WHERE domain = ?", domain.name());
            }
            return added;
        });
    }

    @Override
    public void set(String name, Status status) {
        store.write(
                handle -> handle.execute("UPDATE dynamic_domains SET status = ? WHERE domain = ?", word(status), name));
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int erase(String name, int most) {
        return store.write(handle -> {
            int rows = rows(handle, name, most);
            if (rows == 0) {
                handle.execute("DELETE FROM domain_admins WHERE domain = ?", name);
                handle.execute("DELETE FROM dynamic_domains WHERE domain = ?", name);
            }
            return rows;
        });
    }

    private static int rows(Handle handle, String name, int most) {
        int rows = 0;
        for (OwnedTable table : OwnedTable.values()) {
            if (rows < most) {
                rows += handle.execute(table.deleteOfDomain(), name, most - rows);
            }
        }
        return rows;
    }

    @Override
    public Optional<String> admin(String name) {
        return store.read(handle -> handle.select("SELECT pass_details FROM domain_admins WHERE domain = ?", name)
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public void setAdmin(String name, String keys) {
        store.write(handle -> handle.execute(
                "INSERT INTO domain_admins (domain, pass_details) VALUES (?, ?)"
                        + " ON CONFLICT (domain) DO UPDATE SET pass_details = excluded.pass_details",
                name,
                keys));
    }

    @Override
    public boolean dropAdmin(String name) {
        return store.write(handle -> handle.execute("DELETE FROM domain_admins WHERE domain = ?", name)) > 0;
    }
}
