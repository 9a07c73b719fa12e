package im.vestibule.services.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables, made and changed by the numbered files under {@code db/migration}. */
final class Schema {
    /** The highest number among the migrations; a test holds it against the files. */
    static final int VERSION = 6;

    static final String HISTORY = "flyway_schema_history";

    private Schema() {}

    /** Brings the tables up to {@link #VERSION}. Flyway costs a start some 200 ms, so it only runs if there is need. */
    static void migrate(DataSource source) throws SQLException {
        int version = version(source);
        if (version > VERSION) {
            throw new SQLException(
                    "the tables are of a later release: version " + version + ", this one knows " + VERSION);
        }
        if (version < VERSION) {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .loggers("slf4j")
                    .load()
                    .migrate();
        }
    }

    /** Zero if there is none, or if the last migration failed. */
    private static int version(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            try (ResultSet tables = connection.getMetaData().getTables(null, null, HISTORY, null)) {
                if (!tables.next()) {
                    return 0;
                }
            }
            try (Statement statement = connection.createStatement();
                    ResultSet last = statement.executeQuery(
                            "SELECT version, success FROM " + HISTORY + " ORDER BY installed_rank DESC LIMIT 1")) {
                return last.next() && last.getBoolean(2) ? last.getInt(1) : 0;
            }
        }
    }
}
