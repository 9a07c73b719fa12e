package im.vestibule.services.resumption;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.log.Tap;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what sessions that may be resumed have not acknowledged where it is found again after a crash: in the accounts' boxes. */
public final class Holding {
    private static final Logger log = LoggerFactory.getLogger(Holding.class);

    /** Pieces of work that wait for the store at a time, when every client is cut off at once. The writer must have room for others. */
    static final int AT_ONCE = 512;

    /** Until the store is asked again for what it could not do. */
    private static final long PAUSE_SECONDS = 1;

    private final Hosts hosts;
    private final Executor threads;
    private final Executor later;
    private final Semaphore turn = new Semaphore(AT_ONCE);
    private final Tap tap = new Tap();

    /** @param threads virtual ones: what runs there waits for the store */
    public Holding(Hosts hosts, Executor threads) {
        this(hosts, threads, CompletableFuture.delayedExecutor(PAUSE_SECONDS, TimeUnit.SECONDS, threads));
    }

    /** @param later the same after a pause */
    Holding(Hosts hosts, Executor threads, Executor later) {
        this.hosts = hosts;
        this.threads = threads;
        this.later = later;
    }

    /**
     * For a session whose client acknowledges what it gets. Never waits.
     *
     * @param id that it can be resumed by; nobody can guess it
     */
    public Held open(Jid account, String id) {
        Optional<Offline> box = box(account);
        box.ifPresent(offline -> offline.reserve(id));
        return new Held(this, account.bare(), id, box);
    }

    private Optional<Offline> box(Jid account) {
        Host host = hosts.find(account.domain());
        return host == null ? Optional.empty() : host.offline();
    }

    /**
     * A client wants to resume a session that is no more, say after a crash: what it has got by then does not come again. May wait.
     *
     * @param id of the session
     * @param h how many stanzas the client has got on it, modulo 2^32
     */
    public void acknowledgedLate(Jid account, String id, long h) {
        box(account)
                .ifPresent(offline -> attempt(account, () -> {
                    offline.acknowledgedLate(account, id, h);
                    return 0;
                }));
    }

    void execute(Runnable work) {
        threads.execute(work);
    }

    void executeLater(Runnable work) {
        later.execute(work);
    }

    Limit quota(Jid account) {
        Host host = hosts.find(account.domain());
        return host == null ? Limit.INFINITY : host.rules().limit(host.quota(), account, host.name(), Limit.INFINITY);
    }

    /** Something to do with the store. */
    @FunctionalInterface
    interface Deed {
        int run();
    }

    /** Does something with the store, behind others that want to; empty if it fails. */
    Optional<Integer> attempt(Jid account, Deed deed) {
        turn.acquireUninterruptibly();
        try {
            return Optional.of(deed.run());
        } catch (StoreException failure) {
            tap.take(System.nanoTime())
                    .ifPresent(unreported -> log.atWarn()
                            .addKeyValue("account", account.bare())
                            .addKeyValue("reason", failure.getMessage())
                            .addKeyValue("unreported", unreported)
                            .log("unacknowledged_not_held"));
            return Optional.empty();
        } finally {
            turn.release();
        }
    }
}
