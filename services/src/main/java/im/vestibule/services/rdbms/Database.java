package im.vestibule.services.rdbms;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A database as one kind of server has it. */
interface Database {
    /**
     * A new connection, each of whose statements is committed by itself.
     *
     * @param left how long it may take
     */
    Connection connect(Duration left) throws SQLException;
}
