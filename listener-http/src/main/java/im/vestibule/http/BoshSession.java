package im.vestibule.http;

import im.vestibule.core.Connection;
import im.vestibule.http.BoshReply.Terminate;
import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.xmpp.Allowance;
import im.vestibule.xmpp.C2sLine;
import im.vestibule.xmpp.C2sStream;
import im.vestibule.xmpp.Cause;
import im.vestibule.xmpp.LoopLocal;
import im.vestibule.xmpp.Traffic;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session at work: feeds events to {@link BoshMachine}, does what it says, and is the line below the client's stream. It
 * lives on the loop of the connection that has asked for it; requests by any other are brought there.
 */
final class BoshSession implements C2sLine, BoshReader.Listener {
    private static final Logger log = LoggerFactory.getLogger(BoshSession.class);

    private final BoshDoor door;
    private final String sid;
    private final String host;
    private final boolean legacy;
    private final boolean secure;
    private final EventLoop loop;
    private final Connection connection;
    private final Traffic traffic;
    private final BoshReader reader;
    private final BoshTransport transport;
    private final C2sStream stream;
    private final BoshClock clock;
    private final Queue<BoshEvent> events = new ArrayDeque<>(2);
    private final List<Kept> kept = new ArrayList<>(2);
    private BoshState state;
    private boolean working;

    /** An answer that may be asked for again. */
    private static final class Kept {
        private final long rid;
        private final byte[] bytes;

        Kept(long rid, byte[] bytes) {
            this.rid = rid;
            this.bytes = bytes;
        }
    }

    /**
     * On its loop.
     *
     * @param sid nobody can guess it
     * @param host one of ours
     */
    BoshSession(BoshDoor door, String sid, String host, BoshTerms terms, BoshRequest first, Exchange exchange) {
        this.door = door;
        this.sid = sid;
        this.host = host;
        legacy = terms.version().isEmpty();
        loop = exchange.loop();
        Origin origin = exchange.origin();
        connection = origin.connection().apart();
        secure = origin.secure();
        traffic = door.streams().traffic(loop);
        LoopLocal local = LoopLocal.of(loop);
        reader = new BoshReader(door.streams().early(), local.workspace(), this);
        transport = new BoshTransport(local.flusher(), () -> on(new BoshEvent.Output()));
        stream = door.streams().begin(loop, transport, this, connection, origin.tls(), origin.secure());
        clock = new BoshClock(loop, door.streams(), this::due);
        state = BoshState.Live.of(terms, first.tag().rid(), System.nanoTime());
    }

    String sid() {
        return sid;
    }

    Connection connection() {
        return connection;
    }

    EventLoop loop() {
        return loop;
    }

    /** Whether a request from there may be this session's. */
    boolean takes(Origin origin) {
        return origin.connection().listener().equals(connection.listener()) && (origin.secure() || !secure);
    }

    /** A request came, on whatever loop. */
    void come(BoshRequest request) {
        later(new BoshEvent.Came(request));
    }

    /** Nobody waits any more for the answer to a request. */
    void leave(BoshRequest request) {
        later(new BoshEvent.Left(request));
    }

    /** Ends the stream. From any thread. */
    void dismiss(StreamError reason) {
        loop.execute(() -> stream.ending(reason));
    }

    private void later(BoshEvent event) {
        if (loop.inEventLoop()) {
            on(event);
        } else {
            loop.execute(() -> on(event));
        }
    }

    /** What comes while something is done about an event waits for its turn. */
    private void on(BoshEvent event) {
        events.add(event);
        if (working) {
            return;
        }
        working = true;
        try {
            for (BoshEvent next = events.poll(); next != null; next = events.poll()) {
                take(next);
            }
        } catch (RuntimeException | Error failure) {
            fail(failure);
        } finally {
            working = false;
        }
        settle();
    }

    private void take(BoshEvent event) {
        BoshStep step = BoshMachine.step(state, event, System.nanoTime());
        state = step.state();
        step.actions().forEach(this::perform);
    }

    private void fail(Throwable failure) {
        connection.on(log.atError()).setCause(failure).log("stream_failed");
        events.clear();
        take(new BoshEvent.Ended(Terminate.of(BoshCondition.INTERNAL_SERVER_ERROR)));
        stream.lost(Cause.INTERNAL_SERVER_ERROR);
    }

    private void settle() {
        if (state instanceof BoshState.Gone) {
            reader.end();
            clock.stop();
            kept.clear();
            Said _ = transport.take();
            door.sessions().remove(this);
        } else {
            clock.set(state.deadline());
        }
    }

    private void perform(BoshAction action) {
        switch (action) {
            case BoshAction.Feed(BoshRequest request) -> feed(request);
            case BoshAction.Answer(BoshRequest request, BoshReply reply, boolean stanzas) -> {
                byte[] bytes = words(reply, stanzas);
                kept.add(new Kept(request.tag().rid(), bytes));
                answer(request, reply, bytes);
            }
            case BoshAction.Keep(long rid, BoshReply reply) -> kept.add(new Kept(rid, words(reply, false)));
            case BoshAction.Dismiss(BoshRequest request, BoshReply reply, boolean stanzas) ->
                answer(request, reply, words(reply, stanzas));
            case BoshAction.Repeat(BoshRequest request) -> repeat(request);
            case BoshAction.Forget(long rid) -> kept.removeIf(each -> each.rid == rid);
            case BoshAction.Close() -> stream.end();
            case BoshAction.Lose(boolean broken) ->
                stream.lost(broken ? Cause.POLICY_VIOLATION : Cause.CONNECTION_LOST);
        }
    }

    private void feed(BoshRequest request) {
        BoshTag tag = request.tag();
        traffic.read(request.body().length);
        if (tag.sid().isEmpty() || tag.restarts()) {
            stream.header(tag.header());
        }
        if (!stream.ended()) {
            reader.read(request.body());
        }
    }

    private byte[] words(BoshReply reply, boolean stanzas) {
        return BoshWords.of(reply, stanzas ? transport.take() : Said.NOTHING, sid, host);
    }

    private void answer(BoshRequest request, BoshReply reply, byte[] bytes) {
        Status status = legacy && reply instanceof Terminate last
                ? last.condition().map(BoshCondition::legacy).orElse(Status.OK)
                : Status.OK;
        traffic.wrote(bytes.length);
        request.answer(BoshEndpoint.response(status, Unpooled.wrappedBuffer(bytes)));
    }

    private void repeat(BoshRequest request) {
        kept.stream()
                .filter(each -> each.rid == request.tag().rid())
                .findFirst()
                .ifPresent(each -> answer(request, BoshReply.Plain.EMPTY, each.bytes));
    }

    private void due(BoshClock.Due due) {
        switch (due) {
            case STREAM -> stream.late();
            case SESSION -> on(new BoshEvent.Due());
        }
    }

    @Override
    public void frame(Frame frame) {
        stream.frame(frame);
    }

    @Override
    public void fault(StreamError error) {
        stream.malformed(error);
    }

    /** Who polls is answered at once: with what the request has brought about. */
    @Override
    public void done() {
        if (transport.queued() > 0) {
            on(new BoshEvent.Output());
        }
        on(new BoshEvent.Fed());
    }

    @Override
    public void pause() {
        reader.pause();
        clock.hold();
    }

    @Override
    public void resume() {
        progress();
        reader.resume();
    }

    @Override
    public void restart(Allowance allowance) {
        reader.restart(allowance);
    }

    @Override
    public void admit(Allowance allowance) {
        reader.admit(allowance);
    }

    /** Nothing here reads faster or slower. */
    @Override
    public void shape(OptionalInt rate) {}

    @Override
    public void secure() {
        throw new IllegalStateException("TLS is not for a stream to begin here");
    }

    @Override
    public void progress() {
        clock.progress();
    }

    @Override
    public void settled() {
        clock.settled();
    }

    @Override
    public void close() {
        reader.end();
        on(new BoshEvent.Ended(transport.error().map(Terminate::of).orElse(Terminate.GRACEFUL)));
    }

    @Override
    public void drop() {
        on(new BoshEvent.Ended(Terminate.of(StreamError.of(Condition.UNDEFINED_CONDITION))));
    }
}
