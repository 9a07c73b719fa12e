package im.vestibule.services.federation;

import im.vestibule.config.S2sSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

/** Knows, or finds out, where the servers of domains are. May wait; so only a limited number of callers ask at a time. */
public final class Atlas {
    /** Domains that are looked for at a time. */
    private static final int SEARCHES = 100;

    private final Semaphore searches = new Semaphore(SEARCHES, true);
    private final Map<S2sSpec.Dns, Resolver> resolvers = new ConcurrentHashMap<>();

    /** @param spec of the domain of ours that wants to speak with it */
    public Whereabouts find(String domain, S2sSpec spec) {
        Resolver resolver = resolvers.computeIfAbsent(
                spec.dns(),
                dns -> new Resolver(
                        new DnsQuestions(dns),
                        bound -> ThreadLocalRandom.current().nextLong(bound)));
        searches.acquireUninterruptibly();
        try {
            return resolver.find(domain, spec);
        } finally {
            searches.release();
        }
    }
}
