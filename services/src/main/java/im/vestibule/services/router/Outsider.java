package im.vestibule.services.router;

import im.vestibule.model.Frame;
import im.vestibule.model.Frame.Field;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlWriter;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Sender;
import im.vestibule.services.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody at a domain that is not a host of ours.
 *
 * @param jid as the stanza in hand says
 * @param outlet the way back to who speaks for the domain
 */
record Outsider(Jid jid, Outlet outlet) implements Sender {
    private static final byte[] AS_IT_IS = {};

    @Override
    public Set<Jid> blocked() {
        return Set.of();
    }

    @Override
    public List<Session> copied() {
        return List.of();
    }

    @Override
    public Optional<Session> session() {
        return Optional.empty();
    }

    /** With its own {@code from} if that is prepared, as it nearly always is. */
    @Override
    public boolean pass(Frame frame, Outlet recipient, Receipt receipt) {
        if (!frame.relayable()) {
            return recipient.send(frame.stanza().with("from", jid.toString()), receipt);
        }
        int from = frame.start(Field.FROM);
        boolean prepared = jid.isWritten(frame.array(), from, from + frame.length(Field.FROM));
        return recipient.relay(frame, prepared ? AS_IT_IS : XmlWriter.attribute("from", jid.toString()), receipt);
    }
}
