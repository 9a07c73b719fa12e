package im.vestibule.services.iq;

import im.vestibule.services.iq.IqRequest.Target;
import java.util.List;
import java.util.Set;

/** Answers requests of one namespace. */
public interface IqHandler {
    /** Namespace of the payload. */
    String namespace();

    /** In whose name it answers; {@link #handle} sees no other requests. */
    default Set<Target> targets() {
        return Set.of(Target.DOMAIN, Target.OWN);
    }

    /** What disco#info lists for it (XEP-0030), if anything. */
    default List<String> features() {
        return List.of(namespace());
    }

    /** Whether {@link #handle} may wait for a store; it is then called on a virtual thread, else on an event loop. */
    boolean waits();

    IqAnswer handle(IqRequest request);
}
