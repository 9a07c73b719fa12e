package im.vestibule.services.federation;

import im.vestibule.services.session.Outlet;

/** The way out through one stream to another server that is open. */
public interface Carrier extends Outlet {
    /**
     * Queues a stanza as it stands on a stream between servers.
     *
     * @param stanza in UTF-8, in the content namespace of the stream without declaring it; not to be changed any more
     * @return false if it was not taken, because the stream is closing or its queue is at the bound
     */
    boolean carry(byte[] stanza);
}
