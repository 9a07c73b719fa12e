package im.vestibule.services.binding;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and closes sessions. What is loaded or told may wait: virtual threads only, but for {@link #openAtOnce}. */
public final class Binding {
    private static final Logger log = LoggerFactory.getLogger(Binding.class);

    /** The rule for sessions per account, and what holds without it. */
    private static final String MOST_RULE = "max_user_sessions";

    private static final Limit MOST = new Limit(100);
    private static final StreamError REPLACED =
            StreamError.of(StreamError.Condition.CONFLICT, "Replaced by new connection");

    private final Hosts hosts;
    private final Sessions sessions;
    private final Presences presences;
    private final Accounts accounts;

    public Binding(Hosts hosts, Sessions sessions, Presences presences, Accounts accounts) {
        this.hosts = hosts;
        this.sessions = sessions;
        this.presences = presences;
        this.accounts = accounts;
    }

    /**
     * Whether somebody may have a session at a listener.
     *
     * @param access the listener's rule for who may
     */
    public boolean admits(Jid account, String access) {
        Host host = hosts.find(account.domain());
        return host != null && admits(host, account, access);
    }

    private static boolean admits(Host host, Jid account, String access) {
        return host.rules().allowed(access, account, host.name());
    }

    /**
     * Opens a session. Who had the resource before loses it, and so does the same installation; that is waited for, as long as the host wants it.
     *
     * @param access the listener's rule for who may
     * @return why not, or empty
     * @throws StoreException if the store fails; the session is not open then
     */
    public Optional<StanzaError> open(Session session, String access) {
        Jid account = session.jid().bare();
        Host host = hosts.find(account.domain());
        if (host == null || !admits(host, account, access)) {
            return Optional.of(StanzaError.of(StanzaError.Condition.NOT_ALLOWED));
        }
        List<Session> told = makeRoom(session, host.replacedWait());
        return switch (sessions.open(session, most(host, account).value())) {
            case Sessions.Opening.TooMany() ->
                Optional.of(StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT)
                        .with(XmlElement.of("resource-limit-exceeded", Ns.LIMIT_ERRORS)));
            case Sessions.Opening.Opened(List<Session> replaced) -> {
                // All of them first: whatever the store does, nobody else is to find them.
                replaced.stream()
                        .filter(old -> !told.contains(old))
                        .forEach(old -> old.outlet().close(REPLACED));
                yield settle(session, host, replaced);
            }
        };
    }

    /**
     * Opens a session if nobody has to make room for it and its block list is at hand.
     *
     * @param access the listener's rule for who may
     * @return false if it is not open, for whatever reason
     */
    public boolean openAtOnce(Session session, String access) {
        Jid account = session.jid().bare();
        Host host = hosts.find(account.domain());
        if (host == null
                || !admits(host, account, access)
                || !host.blocking().map(lists -> lists.cached(account) != null).orElse(true)
                || !sessions.openVacant(session, most(host, account).value())) {
            return false;
        }
        boolean settled =
                host.blocking().map(lists -> lists.attachAtOnce(session)).orElse(true)
                        // The domain may have gone while the session came.
                        && hosts.serves(account.domain());
        if (!settled) {
            boolean _ = sessions.close(session);
        }
        return settled;
    }

    private static Limit most(Host host, Jid account) {
        return host.rules().limit(MOST_RULE, account, host.name(), MOST);
    }

    /**
     * Ends the sessions whose place this one takes, and waits for that: what they leave behind is where it belongs by then. Nobody finds the new session
     * meanwhile, as its client could not make anything of what it was sent.
     *
     * @return those that were told
     */
    private List<Session> makeRoom(Session session, Duration longest) {
        List<Session> old = sessions.yielding(session);
        old.forEach(each -> each.outlet().close(REPLACED));
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (Session each : old) {
                if (!each.awaitOver(end - System.nanoTime())) {
                    log.atDebug().addKeyValue("jid", each.jid()).log("replaced_session_lingers");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return old;
    }

    private Optional<StanzaError> settle(Session session, Host host, List<Session> replaced) {
        try {
            replaced.forEach(old -> presences.unavailable(old, Presences.gone()));
            host.blocking().ifPresent(lists -> lists.attach(session));
        } catch (StoreException failure) {
            boolean _ = remove(session);
            throw failure;
        }
        if (hosts.serves(session.jid().domain())) {
            return Optional.empty();
        }
        // The domain went while the session came, and whoever ended its sessions may not have seen this one.
        boolean _ = remove(session);
        return Optional.of(StanzaError.of(StanzaError.Condition.NOT_ALLOWED));
    }

    /** @return whether it was still the holder of its resource */
    private boolean remove(Session session) {
        boolean held = sessions.close(session);
        session.over();
        return held;
    }

    /** Ends a session. Its unavailable presence comes now: later it would speak for a new one, or find no domain. */
    public void dismiss(Session session, StreamError reason) {
        session.outlet().close(reason);
        presences.unavailable(session, Presences.gone());
    }

    /** A session has ended, in whatever way. */
    public void close(Session session) {
        try {
            presences.unavailable(session, Presences.gone());
        } finally {
            leave(session);
        }
    }

    private void leave(Session session) {
        Host host = hosts.find(session.jid().domain());
        Jid account = session.jid().bare();
        boolean last = remove(session) && sessions.of(account).isEmpty();
        if (last && !accounts.endsWithItsSessions(account) && host != null) {
            host.last().ifPresent(activity -> activity.left(account, session.status()));
        }
    }
}
