package im.vestibule.services.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/** What becomes of the rows of a query. They are good until {@code read} returns; it begins before the first of them. */
@FunctionalInterface
public interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
}
