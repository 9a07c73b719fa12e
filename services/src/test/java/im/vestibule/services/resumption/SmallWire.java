package im.vestibule.services.resumption;

import im.vestibule.model.Jid;
import im.vestibule.services.router.Routed;
import im.vestibule.services.testing.Frames;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A connection of the small server, which does no more than there is to resumption. */
final class SmallWire implements Wire {
    private final SmallServer.Memory memory;
    private final Jid account;
    private final String resource;
    private final int priority;
    private final Queue<Word> in = new ArrayDeque<>();
    private final Queue<Word> out = new ArrayDeque<>();
    private @Nullable Seat seat;
    private boolean open = true;
    private boolean busy;

    SmallWire(SmallServer.Memory memory, Jid account, String resource, int priority) {
        this.memory = memory;
        this.account = account;
        this.resource = resource;
        this.priority = priority;
    }

    @Override
    public void say(Word word) {
        if (open) {
            in.add(word);
        }
    }

    @Override
    public @Nullable Word hear() {
        return out.poll();
    }

    @Override
    public boolean isOpen() {
        return open || !out.isEmpty();
    }

    /** Of the server. */
    void send(Word word) {
        if (open) {
            out.add(word);
        }
    }

    boolean isBusy() {
        return busy;
    }

    @Override
    public boolean read() {
        if (!open || busy || in.isEmpty()) {
            return false;
        }
        on(in.remove());
        return true;
    }

    private void on(Word word) {
        switch (word) {
            case Word.Bind() -> {
                Seat fresh = memory.bind(account, resource);
                seat = fresh;
                send(new Word.Bound(fresh.id()));
                fresh.attach(this);
            }
            case Word.Resume(String id, long h) -> resume(id, h);
            case Word.Present() -> hand("<presence><priority>" + priority + "</priority></presence>");
            case Word.Write(String to, String body) ->
                hand("<message type='chat' to='" + to + "'><body>" + body + "</body></message>");
            case Word.Ask() -> {
                if (seat != null) {
                    seat.asked();
                }
            }
            case Word.Answer(long h) -> {
                if (seat != null) {
                    seat.acknowledge(h);
                }
            }
            case Word.Leave() -> {
                if (seat != null) {
                    seat.end();
                }
                send(new Word.Leave());
                open = false;
            }
            case Word.Bound _, Word.Resumed _, Word.Failed _, Word.Heard _, Word.Other _ ->
                throw new AssertionError(word);
        }
    }

    private void resume(String id, long h) {
        Seat found = memory.seats.get(id);
        if (found == null || !found.isResumable()) {
            later(() -> {
                memory.holding.acknowledgedLate(account, id, h);
                send(new Word.Failed(OptionalLong.empty()));
            });
        } else if (found.isBusy() || !found.isSettled()) {
            // What the old connection has handed in comes first, or would be handed in again.
            later(() -> resume(id, h));
        } else {
            seat = found;
            found.resume(this, h);
        }
    }

    private void hand(String stanza) {
        Seat sitting = seat;
        if (sitting == null) {
            throw new AssertionError("not bound");
        }
        if (sitting.handIn(Frames.of(stanza)) instanceof Routed.Later(Runnable work)) {
            later(() -> {
                work.run();
                sitting.carriedOut();
            });
        }
    }

    private void later(Runnable work) {
        busy = true;
        memory.tasks.add(() -> {
            busy = false;
            work.run();
        });
    }

    @Override
    public void cut() {
        vanish();
        if (seat != null) {
            seat.lost(this);
        }
    }

    /** With the server. */
    void vanish() {
        open = false;
        in.clear();
        out.clear();
    }

    /** By the server. */
    void close() {
        open = false;
        in.clear();
    }
}
