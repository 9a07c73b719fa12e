package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is sent for accounts from outside, made so that it can go the way that clients' stanzas go. */
final class Errands {
    // It is at hand already.
    private static final FrameLimits UNLIMITED =
            new FrameLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final Hosts hosts;
    private final Sessions sessions;

    Errands(Hosts hosts, Sessions sessions) {
        this.hosts = hosts;
        this.sessions = sessions;
    }

    /** Who sends; may wait. */
    Sender sender(Jid from) {
        Host host = hosts.find(from.domain());
        Set<Jid> blocked = host == null ? Set.of() : host.blocked(from.bare());
        Session session = from.isBare() ? null : sessions.find(from);
        Outlet outlet = session == null ? Silence.SILENCE : session.outlet();
        List<Session> there = sessions.of(from);
        List<Session> copied = there.isEmpty() ? List.of() : there.getFirst().copied();
        return new Absentee(from, blocked, copied, outlet);
    }

    /** The stanza as if it had been read; empty for what could not be, such as a tag with too many attributes. */
    static Optional<Frame> frame(Jid from, Jid to, XmlElement stanza) {
        byte[] bytes = XmlWriter.standalone()
                .bytes(stanza.with("from", from.toString()).with("to", to.toString()));
        Framer framer = Framer.elements(UNLIMITED, Ns.CLIENT);
        return framer.next(bytes, 0, bytes.length) == Framing.ELEMENT ? Optional.of(framer.frame()) : Optional.empty();
    }
}
