package im.vestibule.services.iq;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;

/** Answers pings of server and own account (XEP-0199). */
public final class Ping implements IqHandler {
    @Override
    public String namespace() {
        return Ns.PING;
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        return request.asks("ping") ? IqAnswer.done() : IqAnswer.refused(Condition.BAD_REQUEST);
    }
}
