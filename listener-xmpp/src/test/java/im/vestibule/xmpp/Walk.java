package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.XmlElement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Goes through a machine as bytes say, each of which chooses what happens next, and sees to it at every step that what holds
 * for all streams does. Kept inputs count on the order of what can happen: more of it is added at the end.
 *
 * @param <S> kind of state
 * @param <E> kind of event
 * @param <A> kind of action
 */
abstract class Walk<S, E, A> {
    private static final int STEPS = 400;
    private static final int LONGEST = 2_000;

    /** What may happen, by the names that seeds are written with. */
    private final Map<String, Supplier<E>> events = new LinkedHashMap<>();

    private final List<Supplier<E>> order = new ArrayList<>();
    private ByteBuffer moves = ByteBuffer.allocate(0);
    private S state;
    private boolean opened;
    private boolean closed;

    Walk(S first) {
        state = first;
    }

    /** What an action means to all streams. */
    enum Meaning {
        /** Sends our header. */
        OPEN,
        /** Sends something else. */
        SEND,
        /** Another stream begins, or a handshake before it: there is no header of ours yet. */
        RESTART,
        /** Says the last word, an error. */
        FAIL,
        /** Says the last word. */
        CLOSE,
        /** Is not about what is sent. */
        OTHER
    }

    /** What comes of an event. */
    record Done<S, A>(S state, List<A> actions) {}

    abstract Done<S, A> step(S state, E event);

    abstract Meaning meaning(A action);

    abstract boolean isOver(S state);

    /** What else must hold. */
    abstract void check(S before, E event, Done<S, A> done);

    final void may(String name, Supplier<E> event) {
        assertThat(events.put(name, event)).isNull();
        order.add(event);
    }

    final S state() {
        return state;
    }

    /** What bytes stand for these names. */
    final byte[] script(String names) {
        List<String> known = List.copyOf(events.keySet());
        String[] words = names.split(" ", -1);
        byte[] script = new byte[words.length];
        for (int i = 0; i < words.length; i++) {
            assertThat(known).contains(words[i]);
            script[i] = (byte) known.indexOf(words[i]);
        }
        return script;
    }

    /** One that the bytes that come next spell out up to a zero; else this one. */
    final XmlElement spelt(XmlElement otherwise) {
        ByteBuffer rest = moves.slice();
        int end = 0;
        while (end < rest.remaining() && end < LONGEST && rest.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end];
        rest.get(text);
        moves.position(Math.min(moves.limit(), moves.position() + end + 1));
        return XmlElement.parse(text).orElse(otherwise);
    }

    final void walk(byte[] all) {
        moves = ByteBuffer.wrap(all);
        for (int i = 0; i < STEPS && moves.hasRemaining(); i++) {
            go(Objects.requireNonNull(order.get((moves.get() & 0xFF) % order.size()))
                    .get());
        }
        // Nothing happens any more, whatever happens.
        boolean over = isOver(state);
        for (Supplier<E> event : order) {
            if (over) {
                go(event.get());
            }
        }
    }

    private void go(E event) {
        S before = state;
        Done<S, A> done = step(before, event);
        if (isOver(before)) {
            assertThat(done).isEqualTo(new Done<>(before, List.of()));
        }
        done.actions().forEach(this::follow);
        assertThat(closed && !isOver(done.state()))
                .as("the last word is the last")
                .isFalse();
        check(before, event, done);
        state = done.state();
    }

    private void follow(A action) {
        assertThat(closed).as("nothing follows the last word, but %s", action).isFalse();
        Meaning meaning = meaning(action);
        switch (meaning) {
            case OPEN -> {
                assertThat(opened).as("one header").isFalse();
                opened = true;
            }
            case SEND, FAIL -> {
                assertThat(opened).as("our header comes before %s", action).isTrue();
                closed = meaning == Meaning.FAIL;
            }
            case RESTART -> opened = false;
            case CLOSE -> closed = true;
            case OTHER -> {}
        }
    }

    static Meaning ended(Optional<?> error) {
        return error.isPresent() ? Meaning.FAIL : Meaning.CLOSE;
    }

    static XmlElement xml(String text) {
        return XmlElement.parse(text).orElseThrow();
    }
}
