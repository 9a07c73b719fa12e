package im.vestibule.services.iq;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import java.util.List;

/** Says yes to clients that still ask for a session (RFC 3921 §3); binding has opened it already. */
public final class LegacySession implements IqHandler {
    @Override
    public String namespace() {
        return Ns.SESSION;
    }

    @Override
    public List<String> features() {
        return List.of();
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        return request.sets("session") ? IqAnswer.done() : IqAnswer.refused(Condition.BAD_REQUEST);
    }
}
