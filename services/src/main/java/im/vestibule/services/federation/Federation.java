package im.vestibule.services.federation;

import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.host.Hosts;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Every way to another server. Whoever looks takes no lock and never waits. */
public final class Federation {
    /** Ways that are remembered: those that are of no use at the moment are forgotten first. */
    static final int ROUTES = 10_000;

    /** Between two looks for those: who names domains at random would have all of them looked at with each stanza. */
    static final Duration LOOK = Duration.ofMillis(100);

    /** Stanzas that may wait for a stream without {@code general.max_fsm_queue}. */
    private static final int MOST = 10_000;

    private static final Passage DENIED = new Passage.Barred(StanzaError.of(Condition.SERVICE_UNAVAILABLE));
    private static final Passage FULL = new Passage.Barred(StanzaError.of(Condition.RESOURCE_CONSTRAINT));

    private final Hosts hosts;
    private final Dialler dialler;
    private final Returns returns;
    private final LongSupplier clock;
    private final ConcurrentMap<Pair, Route> routes = new ConcurrentHashMap<>();
    private final AtomicLong looked;
    private volatile Optional<Terms> terms;
    private volatile Route.Terms common;

    /**
     * @param terms empty if we speak with no other servers
     * @param most stanzas that may wait for a stream to open; empty for the usual number
     */
    public Federation(Hosts hosts, Optional<Terms> terms, OptionalInt most, Dialler dialler, Returns returns) {
        this(hosts, terms, most, dialler, returns, System::nanoTime);
    }

    /** @param clock in nanoseconds, from anywhere */
    Federation(
            Hosts hosts,
            Optional<Terms> terms,
            OptionalInt most,
            Dialler dialler,
            Returns returns,
            LongSupplier clock) {
        this.hosts = hosts;
        this.dialler = dialler;
        this.returns = returns;
        this.terms = terms;
        this.clock = clock;
        looked = new AtomicLong(clock.getAsLong() - LOOK.toNanos());
        common = common(most);
    }

    private Route.Terms common(OptionalInt most) {
        return new Route.Terms(
                dialler,
                returns,
                most.orElse(MOST),
                clock,
                bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /** For a house that speaks with no other servers. */
    public static Federation none(Hosts hosts) {
        return new Federation(
                hosts,
                Optional.empty(),
                OptionalInt.empty(),
                route -> route.failed(StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND)),
                (stanza, error) -> {});
    }

    /** From now on these hold. Streams that are open stay, and so do ways that are in use: each goes by what held when it began. */
    public void adopt(Optional<Terms> fresh, OptionalInt most) {
        terms = fresh;
        common = common(most);
        routes.keySet().removeIf(pair -> fresh.filter(now -> now.allow(pair)).isEmpty());
        routes.values().removeIf(Route::isIdle);
    }

    /** Empty if we speak with no other servers. */
    public Optional<Terms> terms() {
        return terms;
    }

    /**
     * Whether a domain may be another server's.
     *
     * @param domain prepared; neither a host's nor a component's
     */
    public boolean reaches(String domain) {
        Optional<Terms> now = terms;
        return now.isPresent() && (!isAddress(domain) || now.get().locates(domain)) && !isBelowOurs(domain, now.get());
    }

    /** A domain that is an address would let any user have us connect to it. */
    private static boolean isAddress(String domain) {
        if (domain.startsWith("[")) {
            return true;
        }
        char last = domain.charAt(domain.length() - 1);
        if (last < '0' || last > '9') {
            return false;
        }
        try {
            InetAddress _ = InetAddress.ofLiteral(domain);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private boolean isBelowOurs(String domain, Terms now) {
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            String parent = domain.substring(dot + 1);
            if (hosts.serves(parent) && !now.opens(parent)) {
                return true;
            }
        }
        return false;
    }

    /** The way between two domains, which need not be open. */
    public Passage passage(String local, String remote) {
        Pair pair = new Pair(local, remote);
        Route known = routes.get(pair);
        if (known != null) {
            return known;
        }
        Optional<Terms> now = terms.filter(these -> these.allow(pair));
        if (now.isEmpty()) {
            return DENIED;
        }
        if (routes.size() >= ROUTES && !makesRoom()) {
            return FULL;
        }
        return routes.computeIfAbsent(
                pair, fresh -> new Route(fresh, now.get().of(local).maxRetryDelay(), common));
    }

    /** A rest spares a server that is not there: for those who name ten thousand of them, it ends early. */
    private boolean makesRoom() {
        long now = clock.getAsLong();
        long last = looked.get();
        if (now - last < LOOK.toNanos() || !looked.compareAndSet(last, now)) {
            return false;
        }
        routes.values().removeIf(Route::isEmpty);
        return routes.size() < ROUTES;
    }
}
