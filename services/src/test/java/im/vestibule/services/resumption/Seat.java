package im.vestibule.services.resumption;

import im.vestibule.model.Frame;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Routed;
import im.vestibule.services.session.Claim;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session that can be resumed, with a ledger and a window, on one thread. */
final class Seat implements Outlet {
    private static final byte[] NOTHING = {};

    private enum State {
        LIVE,
        SUSPENDED,
        LEAVING,
        GONE
    }

    private final SmallServer.Memory memory;
    private final Held held;
    private final InstantSource clock;
    private final Ledger<Unacknowledged> ledger = new Ledger<>(each -> each.stanza().length);
    private final Window window = new Window(this::answer);
    private State state = State.LIVE;
    private @Nullable Session session;
    private @Nullable SmallWire wire;
    private @Nullable Receipt carrying;
    private Instant suspended = Instant.MAX;
    private long sent;
    private long heldUpTo;

    Seat(SmallServer.Memory memory, Held held, InstantSource clock) {
        this.memory = memory;
        this.held = held;
        this.clock = clock;
    }

    String id() {
        return held.id();
    }

    void session(Session whose) {
        session = whose;
    }

    private Session whose() {
        return Objects.requireNonNull(session);
    }

    void attach(SmallWire fresh) {
        wire = fresh;
    }

    boolean isResumable() {
        return state == State.LIVE || state == State.SUSPENDED;
    }

    boolean isBusy() {
        return carrying != null;
    }

    @Override
    public boolean send(XmlElement stanza, Receipt receipt) {
        return take(XmlWriter.stream(Ns.CLIENT).bytes(stanza), receipt);
    }

    @Override
    public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frame.relay(bytes::write, stamp, NOTHING, NOTHING);
        return take(bytes.toByteArray(), receipt);
    }

    private boolean take(byte[] stanza, Receipt receipt) {
        if (state == State.GONE) {
            return false;
        }
        Unacknowledged each = new Unacknowledged(++sent, stanza, clock.instant(), receipt);
        ledger.sent(each);
        receipt.with(this::hold);
        if (state == State.LIVE) {
            say(each);
        } else if (state == State.SUSPENDED) {
            hold();
        }
        return true;
    }

    private void hold() {
        if (state != State.GONE) {
            held.hold(ledger.unacknowledged().stream()
                    .filter(each -> each.number() > heldUpTo)
                    .toList());
            heldUpTo = sent;
        }
    }

    private void say(Unacknowledged each) {
        XmlElement stanza = each.read().orElseThrow();
        Word word = new Word.Other();
        if (stanza.name().equals("message")) {
            boolean error = stanza.attribute("type").equals(Optional.of("error"));
            word = new Word.Heard(
                    stanza.element("body", Ns.CLIENT).orElseThrow().text(), error);
        }
        if (wire != null) {
            wire.send(word);
            wire.send(new Word.Ask());
        }
    }

    @Override
    public int deliver(List<XmlElement> messages, Claim claim) {
        if (state == State.GONE || state == State.LEAVING) {
            return 0;
        }
        claim.lay(id(), sent + 1);
        hold();
        held.claimed(sent + 1, messages.size());
        heldUpTo = sent + messages.size();
        State then = state;
        messages.forEach(message -> {
            Unacknowledged each = new Unacknowledged(
                    ++sent, XmlWriter.stream(Ns.CLIENT).bytes(message), clock.instant(), Receipt.NONE);
            ledger.sent(each);
            if (then == State.LIVE) {
                say(each);
            }
        });
        return messages.size();
    }

    @Override
    public void close(StreamError reason) {
        end();
    }

    /** @return what is left to do */
    Routed handIn(Frame frame) {
        Receipt receipt = window.receive();
        Routed routed = memory.router.route(whose(), frame, memory.jids, receipt);
        switch (routed) {
            case Routed.Done() -> receipt.settle();
            case Routed.Passed() -> {}
            case Routed.Later _ -> carrying = receipt;
            case Routed.Misuse(StreamError error) -> throw new AssertionError(error);
        }
        return routed;
    }

    void carriedOut() {
        Objects.requireNonNull(carrying).settle();
        carrying = null;
    }

    void asked() {
        answer();
        if (!window.isSettled()) {
            window.await();
        }
    }

    private void answer() {
        if (wire != null) {
            wire.send(new Word.Answer(window.safe()));
        }
    }

    void acknowledge(long h) {
        if (!ledger.acknowledge(h, each -> each.receipt().settle())) {
            throw new AssertionError("too much is acknowledged");
        }
        held.acknowledged(h);
    }

    /** The link is gone. */
    void lost(SmallWire gone) {
        if (wire == gone) {
            wire = null;
            window.forget();
            if (state == State.LIVE) {
                state = State.SUSPENDED;
                suspended = clock.instant();
                hold();
                window.hurry();
            }
        }
    }

    /** Whether all that the client has handed in is safe, so that it need not be handed in again. */
    boolean isSettled() {
        window.hurry();
        return window.isSettled();
    }

    void resume(SmallWire fresh, long h) {
        if (wire != null) {
            wire.close();
        }
        state = State.LIVE;
        wire = fresh;
        acknowledge(h);
        fresh.send(new Word.Resumed(window.safe()));
        ledger.unacknowledged().forEach(this::say);
    }

    void late(Instant now) {
        if (state == State.SUSPENDED && !now.isBefore(suspended.plus(SmallServer.TIMEOUT))) {
            end();
        }
    }

    void end() {
        if (state == State.LIVE || state == State.SUSPENDED) {
            state = State.LEAVING;
            SmallWire last = wire;
            wire = null;
            window.forget();
            if (last != null) {
                last.close();
            }
            memory.tasks.add(this::clear);
        }
    }

    /** Until nothing comes any more: else what comes would overtake what was there. */
    private void clear() {
        List<Unacknowledged> left = ledger.unacknowledged();
        if (left.isEmpty()) {
            state = State.GONE;
            memory.presences.unavailable(whose(), Presences.gone());
            boolean _ = memory.sessions.close(whose());
            memory.seats.remove(id());
        }
        memory.router.undelivered(whose(), held, left);
        if (!left.isEmpty()) {
            ledger.acknowledge(left.getLast().number(), each -> {});
            memory.tasks.add(this::clear);
        }
    }
}
