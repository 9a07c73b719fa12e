package im.vestibule.http;

import java.util.Optional;

/** Pages that can only be read. */
public interface Pages {
    /**
     * Called on a virtual thread, so it may take its time.
     *
     * @param path without the query
     * @param accept the header of that name; empty if there is none
     * @return empty if there is no such page
     */
    Optional<Page> find(String path, String accept);
}
