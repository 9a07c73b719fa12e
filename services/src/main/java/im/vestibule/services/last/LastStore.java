package im.vestibule.services.last;

import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where last activity is kept, by the bare address of the account. Calls may wait unless they say otherwise. */
public interface LastStore {
    /** Leaves it to be stored soon; lost if the store is behind. Does not wait. */
    void later(Jid account, LastActivity activity);

    /** Durable on return. */
    void save(Jid account, LastActivity activity);

    Optional<LastActivity> find(Jid account);

    /** Accounts of a domain last there at or after this moment. */
    long countSince(String domain, Instant since);

    /**
     * Accounts of a domain last there before this moment, oldest first.
     *
     * @param most of them
     */
    List<Jid> before(String domain, Instant moment, int most);

    void drop(Jid account);
}
