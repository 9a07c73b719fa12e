package im.vestibule.services.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import im.vestibule.model.Jid;
import im.vestibule.services.session.Sessions;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Who of one domain is here without an account. Nothing is kept of guests: what a name had is forgotten when it leaves, and
 * in case that could not be done, before somebody else comes by it. Stays when a reload changes the configuration.
 */
public final class Guests {
    /** From proving nothing to having a session. */
    static final Duration ENTERING = Duration.ofSeconds(10);

    /** Names that are known to be guests'; of more than that some are forgotten only when the next one comes. */
    private static final long MOST = 100_000;

    private enum Name {
        /** Of our making, and nobody else's. */
        MADE,
        /** Of the guest's choice. */
        CHOSEN
    }

    private final Sessions sessions;
    private final Predicate<Jid> forget;
    private final Cache<Jid, Boolean> entering;
    private final Cache<Jid, Name> here =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /**
     * @param forget drops all that is kept under a name; false if some of it may be left
     */
    public Guests(Sessions sessions, Predicate<Jid> forget) {
        this(sessions, forget, Ticker.systemTicker());
    }

    Guests(Sessions sessions, Predicate<Jid> forget, Ticker ticker) {
        this.sessions = sessions;
        this.forget = forget;
        entering = Caffeine.newBuilder()
                .expireAfterWrite(ENTERING)
                .maximumSize(MOST)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Somebody comes by a name that we have made for this. */
    void welcome(Jid made) {
        here.put(made, Name.MADE);
    }

    /**
     * Somebody comes by a name that is nobody's.
     *
     * @param several whether it may be here already
     */
    Verdict enter(Jid chosen, boolean several) {
        if (!sessions.of(chosen).isEmpty()) {
            return several ? Verdict.ACCEPTED : Verdict.REFUSED;
        }
        if (entering.asMap().putIfAbsent(chosen, true) != null) {
            return several ? Verdict.ACCEPTED : Verdict.REFUSED;
        }
        if (!forget.test(chosen)) {
            entering.invalidate(chosen);
            return Verdict.UNAVAILABLE;
        }
        here.put(chosen, Name.CHOSEN);
        return Verdict.ACCEPTED;
    }

    boolean isHere(Jid account) {
        return !sessions.of(account).isEmpty() || entering.getIfPresent(account) != null;
    }

    /**
     * A name has no session any more.
     *
     * @param taken tells whether it has become somebody's since
     * @return whether it was a guest's, and nothing of it is to be kept
     */
    boolean leave(Jid account, Predicate<Jid> taken) {
        Name name = here.asMap().remove(account);
        boolean guest = name == Name.MADE || (name == Name.CHOSEN && !taken.test(account));
        if (guest) {
            // What is left now is forgotten before the next guest of this name.
            boolean _ = forget.test(account);
        }
        // Only now: the next one must not find what is being forgotten.
        entering.invalidate(account);
        return guest;
    }
}
