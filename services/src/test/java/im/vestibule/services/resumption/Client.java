package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A client that does stream management right (XEP-0198), and writes down what it learns. */
final class Client {
    private final Server server;
    private final Chronicle chronicle;
    private final String account;
    private final String resource;
    private final int priority;
    private @Nullable Wire wire;
    private @Nullable String id;
    private boolean bound;
    private long handled;
    private long acknowledged;
    private boolean asked;
    private boolean left;
    private int session;
    private int written;
    private final Deque<Word> unacknowledged = new ArrayDeque<>();

    Client(Server server, Chronicle chronicle, String account, String resource, int priority) {
        this.server = server;
        this.chronicle = chronicle;
        this.account = account;
        this.resource = resource;
        this.priority = priority;
    }

    String account() {
        return account;
    }

    boolean isConnected() {
        return wire != null && wire.isOpen();
    }

    boolean isBound() {
        return isConnected() && bound;
    }

    /** Connects, and tries to resume the session there was. */
    void connect() {
        wire = server.connect(account, resource, priority);
        bound = false;
        left = false;
        if (id == null) {
            bind();
        } else {
            say(new Word.Resume(id, handled));
        }
    }

    private void bind() {
        id = null;
        handled = 0;
        acknowledged = 0;
        unacknowledged.clear();
        session++;
        say(new Word.Bind());
    }

    private void say(Word word) {
        if (word.counts()) {
            unacknowledged.add(word);
        }
        if (wire != null) {
            wire.say(word);
        }
    }

    void write(String to) {
        String body = chronicle.write(account + "/" + resource + "#" + session, written++, to);
        say(new Word.Write(to, body));
    }

    void ask() {
        say(new Word.Ask());
    }

    /** Says how much it has got, asked or not. */
    void answer() {
        asked = false;
        say(new Word.Answer(handled));
    }

    boolean isAsked() {
        return asked;
    }

    boolean read() {
        return wire != null && wire.read();
    }

    void cut() {
        if (wire != null) {
            wire.cut();
        }
        wire = null;
        bound = false;
    }

    void leave() {
        answer();
        say(new Word.Leave());
        bound = false;
        left = true;
    }

    /** Takes in the next thing that has come; false if there is nothing. */
    boolean hear() {
        Word word = wire == null ? null : wire.hear();
        if (word == null) {
            return false;
        }
        if (left && !(word instanceof Word.Leave)) {
            // It could not say any more that it has got this.
            return true;
        }
        if (word.counts()) {
            handled++;
        }
        switch (word) {
            case Word.Ask() -> asked = true;
            case Word.Answer(long h) -> acknowledged(h);
            case Word.Bound(String fresh) -> {
                id = fresh;
                bound = true;
                handled = 0;
                say(new Word.Present());
            }
            case Word.Resumed(long h) -> {
                bound = true;
                chronicle.resumed();
                acknowledged(h);
                unacknowledged.forEach(Objects.requireNonNull(wire)::say);
            }
            case Word.Failed(OptionalLong h) -> {
                chronicle.gone();
                h.ifPresent(this::acknowledged);
                bind();
            }
            case Word.Heard(String body, boolean error) -> {
                if (error) {
                    chronicle.returned(body);
                } else {
                    chronicle.received(account, resource, body);
                }
            }
            case Word.Other() -> {}
            case Word.Leave() -> {
                if (left) {
                    // Only now it is known that the server has heard of it.
                    id = null;
                }
                cut();
            }
            case Word.Bind _, Word.Resume _, Word.Present _, Word.Write _ -> throw new AssertionError(word);
        }
        return true;
    }

    private void acknowledged(long h) {
        long more = h - acknowledged;
        assertThat(more).as("what is acknowledged").isBetween(0L, (long) unacknowledged.size());
        acknowledged = h;
        for (long i = 0; i < more; i++) {
            if (unacknowledged.removeFirst() instanceof Word.Write(String _, String body)) {
                chronicle.acknowledged(body);
            }
        }
    }

    @Override
    public String toString() {
        return account + "/" + resource + " " + id + " h=" + handled + " " + unacknowledged;
    }
}
