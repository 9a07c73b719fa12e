package im.vestibule.services.session;

import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who hands in a stanza, and how what comes back for it finds the way. */
public interface Sender {
    /** The address that it sends from. */
    Jid jid();

    /** The way back: where it hears of what becomes of its stanzas. */
    Outlet outlet();

    /** Whom it does not want to write to; never waits. */
    Set<Jid> blocked();

    /** Sessions of its account that want copies of what it says (XEP-0280); never waits. */
    List<Session> copied();

    /** Empty if it has none in this house. */
    Optional<Session> session();

    /**
     * Passes a stanza of its own on, with the right {@code from}.
     *
     * @param recipient where the recipient hears
     * @param receipt goes along if it was taken
     * @return false if it was not taken
     */
    boolean pass(Frame frame, Outlet recipient, Receipt receipt);
}
