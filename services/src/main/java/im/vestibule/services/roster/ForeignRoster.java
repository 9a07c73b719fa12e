package im.vestibule.services.roster;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.iq.IqRequest.Target;
import java.util.List;
import java.util.Set;

/** Answers whoever asks for the roster of another account, or would change it (RFC 6121 §2.1.5, §2.3.3). */
public final class ForeignRoster implements IqHandler {
    @Override
    public String namespace() {
        return Ns.ROSTER;
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Target.OTHER);
    }

    /** Nothing that others could use. */
    @Override
    public List<String> features() {
        return List.of();
    }

    @Override
    public boolean waits() {
        return false;
    }

    /** The same whether the account exists or not. To the rest of the world there are no rosters here. */
    @Override
    public IqAnswer handle(IqRequest request) {
        return IqAnswer.refused(request.session().isPresent() ? Condition.FORBIDDEN : Condition.SERVICE_UNAVAILABLE);
    }
}
