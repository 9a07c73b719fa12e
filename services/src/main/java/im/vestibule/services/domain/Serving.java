package im.vestibule.services.domain;

import im.vestibule.services.pool.Unreachable;
import java.util.List;

/** What the file says about domains, and what it takes to serve those that it does not name. Any thread may call. */
public interface Serving {
    /**
     * @param domain prepared
     */
    boolean isStatic(String domain);

    boolean hasType(String hostType);

    /** The domains of this type that are served at this moment, by name; a static domain is a type of its own. */
    List<String> ofType(String hostType);

    /** Serves a domain from now on, unless the file names it too or knows nothing of its type: then once that is not so. */
    void serve(Domain domain);

    /** Serves a domain no more, and ends its sessions. May wait. */
    void stop(String domain);

    /**
     * Deletes some of the accounts that a domain has in databases of others.
     *
     * @param most accounts that go at a time
     * @return how many went; 0 if none is left that could
     * @throws Unreachable if a database is to blame
     */
    int erase(Domain domain, int most) throws Unreachable;
}
