package im.vestibule.xmpp;

import im.vestibule.model.StreamError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows from an event.
 *
 * @param actions to be done in order
 */
record ComponentStep(ComponentState state, List<ComponentAction> actions) {
    static ComponentStep stay(ComponentState state) {
        return new ComponentStep(state, List.of());
    }

    static ComponentStep to(ComponentState state, ComponentAction... actions) {
        return new ComponentStep(state, List.of(actions));
    }

    /** Says what went wrong and closes. */
    static ComponentStep fail(StreamError error) {
        return to(new ComponentState.Ended(), new ComponentAction.Close(Optional.of(error)));
    }

    static ComponentStep fail(StreamError.Condition condition) {
        return fail(StreamError.of(condition));
    }

    /** The same behind one more action. */
    ComponentStep after(ComponentAction first) {
        List<ComponentAction> all = new ArrayList<>(actions.size() + 1);
        all.add(first);
        all.addAll(actions);
        return new ComponentStep(state, List.copyOf(all));
    }
}
