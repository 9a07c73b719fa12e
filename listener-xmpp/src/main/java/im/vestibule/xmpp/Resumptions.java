package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.resumption.Holding;
import im.vestibule.services.resumption.Management;
import im.vestibule.services.router.Router;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every session that can be resumed (XEP-0198 §5), with or without a connection, whichever door its client comes to next. From any thread. */
public final class Resumptions {
    private static final Logger log = LoggerFactory.getLogger(Resumptions.class);

    private final Hosts hosts;
    private final Holding holding;
    private final Router router;
    private final Binding binding;
    private final Effects effects;
    private final InstantSource clock;
    private final Map<String, Managed> sessions = new ConcurrentHashMap<>();
    /** Those that are over while it is seen to what they have left. */
    private final Map<String, CompletableFuture<Void>> ending = new ConcurrentHashMap<>();

    private final AtomicLong suspended = new AtomicLong();
    private final LongAdder resumed = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder tooHigh = new LongAdder();
    private final LongAdder expired = new LongAdder();

    /**
     * What became of sessions that had lost their connections, and of requests to resume one.
     *
     * @param suspended sessions that wait for their clients now
     * @param resumed requests that were granted
     * @param unknown requests for a session that there is not
     * @param tooHigh requests that claimed more than was sent
     * @param expired sessions that have waited in vain
     */
    public record Counts(long suspended, long resumed, long unknown, long tooHigh, long expired) {}

    public Resumptions(Hosts hosts, Router router, Binding binding, Effects effects, InstantSource clock) {
        this.hosts = hosts;
        holding = new Holding(hosts, effects::run);
        this.router = router;
        this.binding = binding;
        this.effects = effects;
        this.clock = clock;
    }

    public Counts counts() {
        return new Counts(suspended.get(), resumed.sum(), unknown.sum(), tooHigh.sum(), expired.sum());
    }

    Holding holding() {
        return holding;
    }

    Router router() {
        return router;
    }

    Binding binding() {
        return binding;
    }

    Effects effects() {
        return effects;
    }

    InstantSource clock() {
        return clock;
    }

    /** Of a domain; empty where nothing is counted. */
    Optional<Management> management(String domain) {
        Host host = hosts.find(domain);
        return host == null ? Optional.empty() : host.management();
    }

    void add(Managed session) {
        sessions.put(session.id(), session);
    }

    /** The session of this account with this id; nobody learns of another's. */
    Optional<Managed> find(Jid account, String id) {
        return Optional.ofNullable(sessions.get(id))
                .filter(session -> session.session().jid().bare().equals(account.bare()));
    }

    void suspended(Managed session) {
        suspended.incrementAndGet();
        log.atDebug().addKeyValue("jid", session.session().jid()).log("session_suspended");
    }

    /** A session that was suspended is so no more. */
    void awoken() {
        suspended.decrementAndGet();
    }

    void resumed() {
        resumed.increment();
    }

    void unknown() {
        unknown.increment();
    }

    void tooHigh() {
        tooHigh.increment();
    }

    void expired(Managed session) {
        expired.increment();
        log.atInfo().addKeyValue("jid", session.session().jid()).log("session_expired");
    }

    void over(Managed session) {
        if (session.isResumable()) {
            ending.put(session.id(), new CompletableFuture<>());
            sessions.remove(session.id(), session);
            session.remember();
        }
    }

    /** What that session has left is where it belongs. */
    void seenTo(String id) {
        CompletableFuture<Void> end = ending.remove(id);
        if (end != null) {
            end.complete(null);
        }
    }

    /** Does something once that is so: now, unless the session is ending just now. */
    void afterEnd(String id, Runnable task) {
        CompletableFuture<Void> end = ending.get(id);
        if (end == null) {
            task.run();
        } else {
            CompletableFuture<Void> _ = end.thenRun(task);
        }
    }
}
