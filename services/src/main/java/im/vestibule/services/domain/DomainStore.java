package im.vestibule.services.domain;

import java.util.List;
import java.util.Optional;

/**
 * Where dynamic domains are kept, and the passwords of domain admins. Names are prepared. Calls may wait; a change is durable
 * once they return. They throw {@link im.vestibule.services.store.StoreException}.
 */
public interface DomainStore {
    Optional<Domain> find(String name);

    /** Every domain, by name. */
    List<Domain> all();

    /**
     * Adds a domain. Its admin has no password, whoever had this name before.
     *
     * @return false if there is one of this name
     */
    boolean insert(Domain domain);

    /** Does nothing for a domain that is not there. */
    void set(String name, Status status);

    /**
     * Deletes part of what is kept under a domain's name: accounts, and all they have. If nothing was left of that, the domain
     * itself goes, and its admin.
     *
     * @param most rows that go at a time
     * @return rows deleted; 0 if nothing is left
     */
    int erase(String name, int most);

    /** What is kept of the password of a domain's admin, as {@link im.vestibule.services.account.Seal} makes it. */
    Optional<String> admin(String name);

    /** In place of what there was. */
    void setAdmin(String name, String keys);

    /** @return whether there was any */
    boolean dropAdmin(String name);
}
