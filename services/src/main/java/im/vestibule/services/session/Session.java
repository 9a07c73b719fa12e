package im.vestibule.services.session;

import im.vestibule.model.Jid;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One bound resource (RFC 6120 §7). What others may read is volatile; what only its own stream touches says so.
 */
public final class Session {
    private final Jid jid;
    private final Outlet outlet;
    private final SocketAddress address;
    private final byte[] from;
    private volatile @Nullable Presence presence;
    private volatile boolean interested;
    private volatile Set<Jid> blocked = Set.of();

    /**
     * @param jid the full address
     * @param address the client's, behind any balancer
     */
    public Session(Jid jid, Outlet outlet, SocketAddress address) {
        this.jid = jid;
        this.outlet = outlet;
        this.address = address;
        this.from = (" from='" + escape(jid.toString()) + "'").getBytes(StandardCharsets.UTF_8);
    }

    /** The full address. */
    public Jid jid() {
        return jid;
    }

    public Outlet outlet() {
        return outlet;
    }

    public SocketAddress address() {
        return address;
    }

    /** The {@code from} attribute of everything this session sends, escaped, with a space before it. */
    public byte[] from() {
        return from;
    }

    /** Null while unavailable. */
    public @Nullable Presence presence() {
        return presence;
    }

    public void presence(@Nullable Presence presence) {
        this.presence = presence;
    }

    /** Whether it asked for the roster and so receives pushes (RFC 6121 §2.2). */
    public boolean interested() {
        return interested;
    }

    public void interested(boolean interested) {
        this.interested = interested;
    }

    /** The account's block list (XEP-0191), the same set in all its sessions. */
    public Set<Jid> blocked() {
        return blocked;
    }

    public void blocked(Set<Jid> blocked) {
        this.blocked = blocked;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
    }
}
