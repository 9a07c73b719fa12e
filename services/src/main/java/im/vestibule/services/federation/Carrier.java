package im.vestibule.services.federation;

import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Parcel;

/** The way out through one stream to another server that is open. */
public interface Carrier extends Outlet {
    /**
     * Queues a stanza as it stands on a stream between servers.
     *
     * @return false if it was not taken, because the stream is closing or its queue is at the bound
     */
    boolean carry(Parcel stanza);
}
