package im.vestibule.services.router;

import im.vestibule.model.Jid;
import im.vestibule.services.account.Removed;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.Optional;
import java.util.function.Consumer;

/** Clears up behind an account that is no more. May wait. */
final class Removals implements Consumer<Removed> {
    private final Hosts hosts;
    private final Sessions sessions;
    private final Effector effector;

    Removals(Hosts hosts, Sessions sessions, Effector effector) {
        this.hosts = hosts;
        this.sessions = sessions;
        this.effector = effector;
    }

    /** The session that asked for it still waits for its answer, and is ended behind that. */
    @Override
    public void accept(Removed event) {
        Jid account = event.account();
        for (Session session : sessions.of(account)) {
            if (!event.by().equals(Optional.of(session.jid()))) {
                session.outlet().close(Removed.REASON);
            }
        }
        Host host = hosts.find(account.domain());
        if (host != null) {
            host.rosters().ifPresent(rosters -> effector.apply(rosters.drop(account)));
            host.blocking().ifPresent(blocking -> blocking.drop(account));
            host.offline().ifPresent(offline -> offline.drop(account));
            host.last().ifPresent(last -> last.drop(account));
        }
    }
}
