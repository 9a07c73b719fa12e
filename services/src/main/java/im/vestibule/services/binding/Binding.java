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

/** Opens and closes sessions. What is loaded or told may wait: virtual threads only. */
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
     * Opens a session. Who had the resource before loses it, and so does the same installation; that is waited for, as long as the host wants it.
     *
     * @param access the listener's rule for who may
     * @return why not, or empty
     * @throws StoreException if the store fails; the session is not open then
     */
    public Optional<StanzaError> open(Session session, String access) {
        Jid account = session.jid().bare();
        Host host = hosts.find(account.domain());
        if (host == null || !host.rules().allowed(access, account, host.name())) {
            return Optional.of(StanzaError.of(StanzaError.Condition.NOT_ALLOWED));
        }
        Limit most = host.rules().limit(MOST_RULE, account, host.name(), MOST);
        return switch (sessions.open(session, most.value())) {
            case Sessions.Opening.TooMany() ->
                Optional.of(StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT)
                        .with(XmlElement.of("resource-limit-exceeded", Ns.LIMIT_ERRORS)));
            case Sessions.Opening.Opened(List<Session> replaced) -> settle(session, host, replaced);
        };
    }

    private Optional<StanzaError> settle(Session session, Host host, List<Session> replaced) {
        // All of them first: whatever the store does, nobody else is to find them.
        replaced.forEach(old -> old.outlet().close(REPLACED));
        try {
            replaced.forEach(old -> presences.unavailable(old, Presences.gone()));
            host.blocking().ifPresent(lists -> lists.attach(session));
        } catch (StoreException failure) {
            boolean _ = remove(session);
            throw failure;
        }
        await(replaced, host.replacedWait());
        if (hosts.serves(session.jid().domain())) {
            return Optional.empty();
        }
        // The domain went while the session came, and whoever ended its sessions may not have seen this one.
        boolean _ = remove(session);
        return Optional.of(StanzaError.of(StanzaError.Condition.NOT_ALLOWED));
    }

    /** What they leave behind is where it belongs by then, so that the new session finds it there. */
    private static void await(List<Session> replaced, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (Session old : replaced) {
                if (!old.awaitOver(end - System.nanoTime())) {
                    log.atDebug().addKeyValue("jid", old.jid()).log("replaced_session_lingers");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
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
