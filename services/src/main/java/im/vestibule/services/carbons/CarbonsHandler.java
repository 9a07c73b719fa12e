package im.vestibule.services.carbons;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.util.Optional;

/** Lets a session say whether it wants copies (XEP-0280 §4, §5). Saying so twice is no mistake (§10.1). */
public final class CarbonsHandler implements IqHandler {
    private final Sessions sessions;

    public CarbonsHandler(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String namespace() {
        return Ns.CARBONS;
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        boolean enables = request.sets("enable");
        if (!enables && !request.sets("disable")) {
            return IqAnswer.refused(Condition.BAD_REQUEST);
        }
        Optional<Session> session = request.session();
        if (session.isEmpty()) {
            return IqAnswer.refused(Condition.NOT_ALLOWED);
        }
        sessions.copy(session.get(), enables);
        return IqAnswer.done();
    }
}
