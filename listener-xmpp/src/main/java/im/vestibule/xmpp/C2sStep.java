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
record C2sStep(C2sState state, List<C2sAction> actions) {
    static C2sStep stay(C2sState state) {
        return new C2sStep(state, List.of());
    }

    static C2sStep to(C2sState state, C2sAction... actions) {
        return new C2sStep(state, List.of(actions));
    }

    /** Says what went wrong and closes. */
    static C2sStep fail(StreamError error) {
        return to(new C2sState.Ended(), new C2sAction.Close(Optional.of(error)));
    }

    static C2sStep fail(StreamError.Condition condition) {
        return fail(StreamError.of(condition));
    }

    static C2sStep fail(StreamError.Condition condition, String text) {
        return fail(StreamError.of(condition, text));
    }

    /** The same behind one more action. */
    C2sStep after(C2sAction first) {
        List<C2sAction> all = new ArrayList<>(actions.size() + 1);
        all.add(first);
        all.addAll(actions);
        return new C2sStep(state, List.copyOf(all));
    }
}
