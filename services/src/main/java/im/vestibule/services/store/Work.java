package im.vestibule.services.store;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * Something to do with the database. The handle is good until {@code run} returns. Work neither commits nor rolls back:
 * it throws to undo what it wrote.
 */
@FunctionalInterface
public interface Work<T> {
    T run(Handle handle) throws SQLException;
}
