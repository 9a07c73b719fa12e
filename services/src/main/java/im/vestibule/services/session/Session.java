package im.vestibule.services.session;

import im.vestibule.model.Frame;
import im.vestibule.model.Frame.Field;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One bound resource (RFC 6120 §7). What others may read is volatile; what only its own stream touches says so.
 */
public final class Session implements Sender {
    /** Addresses that may have directed presence at a time. */
    static final int DIRECTED = 1_000;

    private final Jid jid;
    private final String lang;
    private final Optional<UUID> agent;
    private final boolean listening;
    private final byte[] from;
    private final byte[] fromAndLang;
    private volatile Outlet outlet;
    private volatile SocketAddress address;
    private volatile boolean suspended;
    private volatile @Nullable Presence presence;
    private volatile boolean withdrawn;
    private volatile boolean interested;
    private volatile boolean leaving;
    private volatile Set<Jid> blocked = Set.of();
    private Set<Jid> directed = Collections.emptySet();
    private volatile String status = "";
    private volatile @Nullable Link link;
    private volatile boolean wantsCopies;
    private volatile List<Session> copied = List.of();
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * What a client is connected by.
     *
     * @param secure whether nobody can listen
     * @param since as {@link System#nanoTime}
     */
    public record Link(boolean secure, long since) {}

    /**
     * @param jid the full address
     * @param lang {@code xml:lang} of the client's stream; empty if it named none
     * @param address the client's, behind any balancer
     */
    public Session(Jid jid, String lang, Outlet outlet, SocketAddress address) {
        this(jid, lang, outlet, address, Optional.empty(), false);
    }

    /**
     * @param jid the full address
     * @param lang {@code xml:lang} of the client's stream; empty if it named none
     * @param address the client's, behind any balancer
     * @param agent the client's installation, of which the account has one session at a time (XEP-0386 §3.2)
     */
    public Session(Jid jid, String lang, Outlet outlet, SocketAddress address, Optional<UUID> agent) {
        this(jid, lang, outlet, address, agent, false);
    }

    private Session(
            Jid jid, String lang, Outlet outlet, SocketAddress address, Optional<UUID> agent, boolean listening) {
        this.agent = agent;
        this.listening = listening;
        this.jid = jid;
        this.lang = lang;
        this.outlet = outlet;
        this.address = address;
        from = XmlWriter.attribute("from", jid.toString());
        fromAndLang = lang.isEmpty() ? from : join(from, XmlWriter.attribute("xml:lang", lang));
    }

    /**
     * A session that nobody sees, as it never has presence, and that hears what is said to the account all the same.
     *
     * @param jid the full address
     * @param address the client's, behind any balancer
     */
    public static Session listening(Jid jid, Outlet outlet, SocketAddress address) {
        return new Session(jid, "", outlet, address, Optional.empty(), true);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The full address. */
    @Override
    public Jid jid() {
        return jid;
    }

    @Override
    public Outlet outlet() {
        return outlet;
    }

    /** From now on it hears there. */
    public void outlet(Outlet another) {
        outlet = another;
    }

    @Override
    public Optional<Session> session() {
        return Optional.of(this);
    }

    /** Empty where no stream carries it. */
    public Optional<Link> link() {
        return Optional.ofNullable(link);
    }

    public void link(Link by) {
        link = by;
    }

    /** The client's, behind any balancer; the last one it had, if it has none now. */
    public SocketAddress address() {
        return address;
    }

    /** Its client has come back from there. */
    public void address(SocketAddress another) {
        address = another;
    }

    /** Whether it waits for its client to come back (XEP-0198 §5). */
    public boolean isSuspended() {
        return suspended;
    }

    public void suspended(boolean waits) {
        suspended = waits;
    }

    /** Whether a newer session takes its place: one with its address, or one of the same installation. */
    boolean yieldsTo(Session newer) {
        return jid.equals(newer.jid) || (agent.isPresent() && agent.equals(newer.agent));
    }

    /**
     * Passes a stanza of this session on, stamped with {@code from} (RFC 6120 §8.1.2.1) and, where it has none,
     * {@code xml:lang} (§8.1.5) and {@code to} (§10.3.1).
     *
     * @param recipient where another session, or this one, or a component hears
     * @param receipt goes along if it was taken
     * @return false if it was not taken
     */
    @Override
    public boolean pass(Frame frame, Outlet recipient, Receipt receipt) {
        boolean addressed = frame.start(Field.TO) >= 0;
        if (frame.relayable()) {
            byte[] stamp = frame.start(Field.LANG) < 0 ? fromAndLang : from;
            return recipient.relay(frame, addressed ? stamp : join(stamp, to()), receipt);
        }
        XmlElement stamped = stamp(frame.stanza());
        return recipient.send(
                addressed ? stamped : stamped.with("to", jid.bare().toString()), receipt);
    }

    private byte[] to() {
        return XmlWriter.attribute("to", jid.bare().toString());
    }

    /** The stanza with this session's {@code from}, and its {@code xml:lang} if it has none. */
    public XmlElement stamp(XmlElement stanza) {
        XmlElement stamped = stanza.with("from", jid.toString());
        return lang.isEmpty() || stanza.attribute(Ns.XML, "lang").isPresent()
                ? stamped
                : stamped.toBuilder().attribute(Ns.XML, "lang", lang).build();
    }

    /** Null while unavailable. */
    public @Nullable Presence presence() {
        return presence;
    }

    /** Available, with a priority that is not negative (RFC 6121 §4.7.2.3), or {@link #isListening}; and not leaving. */
    public boolean takesMessages() {
        Presence now = presence;
        return !leaving && (listening || (now != null && now.priority() >= 0));
    }

    /**
     * Its stream is over, and what it has not acknowledged is being seen to. Until that is done it still takes what is sent to it, so that nothing overtakes,
     * but nothing that has waited already.
     */
    public boolean isLeaving() {
        return leaving;
    }

    public void leave() {
        leaving = true;
    }

    /** Nothing of it is left anywhere: others know, and what it had not acknowledged is where it belongs. */
    public void over() {
        over.countDown();
    }

    /**
     * Waits for {@link #over}; virtual threads only.
     *
     * @param nanos at most
     * @return whether it is
     */
    public boolean awaitOver(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Whether it hears what is said to the account although it has no presence. */
    public boolean isListening() {
        return listening;
    }

    public void presence(@Nullable Presence presence) {
        withdrawn = presence == null;
        this.presence = presence;
    }

    /** Of its presence; 0 before it has said anything of that, empty once it has become unavailable or if nobody ever sees it. */
    public OptionalInt priority() {
        Presence now = presence;
        if (now != null) {
            return OptionalInt.of(now.priority());
        }
        return listening || withdrawn ? OptionalInt.empty() : OptionalInt.of(0);
    }

    /** Whether it asked for the roster and so receives pushes (RFC 6121 §2.2). */
    public boolean interested() {
        return interested;
    }

    public void interested(boolean interested) {
        this.interested = interested;
    }

    /** The account's block list (XEP-0191), the same set in all its sessions. */
    @Override
    public Set<Jid> blocked() {
        return blocked;
    }

    public void blocked(Set<Jid> blocked) {
        this.blocked = blocked;
    }

    /** Whether it asked for copies of what others of its account say and hear (XEP-0280). */
    public boolean wantsCopies() {
        return wantsCopies;
    }

    /** Before it is opened; later only {@link Sessions#copy} may. */
    public void wantsCopies(boolean wanted) {
        wantsCopies = wanted;
    }

    @Override
    public List<Session> copied() {
        return copied;
    }

    void copied(List<Session> those) {
        copied = those;
    }

    /** What its last unavailable presence said (XEP-0012). */
    public String status() {
        return status;
    }

    public void status(String status) {
        this.status = status;
    }

    /** Addresses with directed presence to be taken back (RFC 6121 §4.6). Under the session's monitor. */
    public Set<Jid> directed() {
        return directed;
    }

    /** Remembers directed presence; false at the bound. Under the session's monitor. */
    public boolean direct(Jid to) {
        if (directed.isEmpty()) {
            directed = new HashSet<>();
        }
        if (directed.size() < DIRECTED) {
            directed.add(to);
        }
        return directed.contains(to);
    }

    public void forgetDirected(Jid to) {
        if (!directed.isEmpty()) {
            directed.remove(to);
        }
    }

    public void forgetDirected() {
        directed = Collections.emptySet();
    }
}
