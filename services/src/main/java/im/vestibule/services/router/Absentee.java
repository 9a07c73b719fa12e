package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An account of ours that something is sent for from outside, whether or not it has a session.
 *
 * @param jid bare or full
 * @param copied the sessions that want copies of it
 * @param outlet of the session with that address, if there is one
 */
record Absentee(Jid jid, Set<Jid> blocked, List<Session> copied, Outlet outlet) implements Sender {
    @Override
    public Optional<Session> session() {
        return Optional.empty();
    }

    /** As it was made, with the right {@code from}. */
    @Override
    public boolean pass(Frame frame, Outlet recipient, Receipt receipt) {
        return new Outsider(jid, outlet).pass(frame, recipient, receipt);
    }
}
