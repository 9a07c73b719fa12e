package im.vestibule.services.testing;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Presence;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Sessions that listen, and a clock that stands still. */
public final class House implements InstantSource {
    private final Sessions sessions = new Sessions();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    /** A session with an {@link Ear} and its owner. */
    public record Guest(Session session, Ear ear) {}

    public Sessions sessions() {
        return sessions;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Opens a session that has said nothing yet. */
    public Guest enter(String full) {
        Ear ear = new Ear();
        Session session =
                new Session(Jid.of(full), "", ear, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        sessions.open(session, Long.MAX_VALUE);
        return new Guest(session, ear);
    }

    /** Opens a session that is available. */
    public Guest arrive(String full) {
        Guest guest = enter(full);
        guest.session().presence(new Presence(0, XmlElement.of("presence", Ns.CLIENT)));
        return guest;
    }
}
