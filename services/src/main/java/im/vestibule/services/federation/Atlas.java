package im.vestibule.services.federation;

import im.vestibule.config.S2sSpec;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Knows, or finds out, where the servers of domains are. May wait; so only a limited number of callers ask at a time. */
public final class Atlas {
    /** Domains that are looked for at a time. */
    static final int SEARCHES = 500;

    /** For one's turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Semaphore searches = new Semaphore(SEARCHES, true);
    private final Map<S2sSpec.Dns, Resolver> resolvers = new ConcurrentHashMap<>();
    private final Function<S2sSpec.Dns, Dns> dns;
    private final Duration patience;

    public Atlas() {
        this(DnsQuestions::new, PATIENCE);
    }

    /** @param patience how long to wait for one's turn */
    Atlas(Function<S2sSpec.Dns, Dns> dns, Duration patience) {
        this.dns = dns;
        this.patience = patience;
    }

    /** @param spec of the domain of ours that wants to speak with it */
    public Whereabouts find(String domain, S2sSpec spec) {
        return Resolver.written(domain, spec).orElseGet(() -> search(domain, spec));
    }

    private Whereabouts search(String domain, S2sSpec spec) {
        if (!isTurn()) {
            return new Whereabouts.Unknown(StanzaError.of(Condition.RESOURCE_CONSTRAINT));
        }
        try {
            return resolver(spec.dns()).find(domain, spec);
        } finally {
            searches.release();
        }
    }

    private boolean isTurn() {
        try {
            return searches.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Resolver resolver(S2sSpec.Dns spec) {
        return resolvers.computeIfAbsent(
                spec,
                fresh -> new Resolver(
                        dns.apply(fresh), bound -> ThreadLocalRandom.current().nextLong(bound), System::nanoTime));
    }
}
