package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.PoolsSpec.Pool;
import im.vestibule.config.RdbmsConnection;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Tls;
import im.vestibule.services.rdbms.RdbmsPool;
import java.util.Optional;

/** The method {@code rdbms}: accounts in a database outside, in the table {@code users} of MongooseIM. */
public final class Rdbms extends Kept {
    /**
     * @param pool as {@link #open} gives it
     * @param format how passwords are kept from now on; those kept before stay as they are
     */
    public Rdbms(RdbmsPool pool, AuthSpec.Rdbms spec, Derivation derivation, Decoys decoys, AuthSpec.Password format) {
        super(AuthMethod.RDBMS, new RdbmsUsers(pool, spec.usersNumberEstimate()), derivation, decoys, format);
    }

    /** A pool that is down as long as the database has no such table. */
    public static RdbmsPool open(Health health, Pool<RdbmsConnection> pool, Optional<Tls> tls) {
        return RdbmsPool.open(health, pool, tls, connection -> {
            UsersTable.verify(connection, pool.connection().driver());
            return true;
        });
    }
}
