package im.vestibule.it;

import im.vestibule.model.Jid;
import im.vestibule.server.House;
import java.util.Map;

/** What a test learns of a server, and changes in it, without a door for clients. */
interface Inside extends AutoCloseable {
    /** An account as if it had never been used; who has it now is sent away. */
    void renew(Jid account, String password);

    /** Every session, and the IP address that it comes from. */
    Map<Jid, String> sessions();

    /** Connections of clients, components and servers that are open. */
    int connections();

    /**
     * The server itself.
     *
     * @throws IllegalStateException if it runs in a process of its own
     */
    House house();

    @Override
    void close();
}
