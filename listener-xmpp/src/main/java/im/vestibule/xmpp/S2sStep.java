package im.vestibule.xmpp;

import java.util.ArrayList;
import java.util.List;

/**
 * What follows from an event of a stream between servers.
 *
 * @param <S> kind of state
 * @param <A> kind of action
 * @param actions to be done in order
 */
record S2sStep<S, A>(S state, List<A> actions) {
    static <S, A> S2sStep<S, A> stay(S state) {
        return new S2sStep<>(state, List.of());
    }

    @SafeVarargs
    static <S, A> S2sStep<S, A> to(S state, A... actions) {
        // Not List.of, which the compiler does not trust with an array of this kind.
        List<A> all = new ArrayList<>(actions.length);
        for (A action : actions) {
            all.add(action);
        }
        return new S2sStep<>(state, List.copyOf(all));
    }

    /** The same behind one more action. */
    S2sStep<S, A> after(A first) {
        List<A> all = new ArrayList<>(actions.size() + 1);
        all.add(first);
        all.addAll(actions);
        return new S2sStep<>(state, List.copyOf(all));
    }
}
