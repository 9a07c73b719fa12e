package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.model.Frame;
import im.vestibule.model.StanzaKind;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.federation.Route;
import im.vestibule.services.session.Parcel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream at work that another server has opened: feeds events to the {@link InboundMachine} and does what it says.
 * Stanzas take the short way to the router. Only the connection's loop calls it.
 */
final class InboundStream extends S2sStream {
    private static final Logger log = LoggerFactory.getLogger(InboundStream.class);
    private static final String DIRECTION = "in";

    private final InboundDoor door;
    private final Predicate<Pair> proven = this::isProven;
    private final List<Pair> opened = new ArrayList<>();
    private InboundState state = new InboundState.Fresh(InboundState.Known.NOTHING);
    private @Nullable Route route;

    InboundStream(
            InboundDoor door,
            LoopLocal local,
            EventLoop loop,
            TcpTransport transport,
            Backlog backlog,
            S2sLine line,
            Traffic traffic,
            Connection connection) {
        super(local, loop, transport, backlog, line, traffic, connection, door.effects());
        this.door = door;
    }

    @Override
    public void frame(Frame frame) {
        if (frame.kind() == StanzaKind.OTHER) {
            on(new InboundEvent.Element(frame.tree()));
            return;
        }
        pass(door.router(), proven, frame);
    }

    private boolean isProven(Pair pair) {
        return state instanceof InboundState.Open open && open.talk().proven().contains(pair);
    }

    @Override
    public void header(StreamHeader header) {
        on(new InboundEvent.Header(header, StreamIds.next()));
    }

    @Override
    public void end() {
        on(new InboundEvent.End());
    }

    @Override
    public void malformed(StreamError error) {
        on(new InboundEvent.Malformed(error, StreamIds.next()));
    }

    @Override
    public void late() {
        on(new InboundEvent.Late(StreamIds.next()));
    }

    @Override
    public void ending(StreamError error) {
        on(new InboundEvent.Ending(error, StreamIds.next()));
    }

    @Override
    public void lost(Cause cause) {
        on(new InboundEvent.Lost(cause));
    }

    @Override
    public boolean ended() {
        return state instanceof InboundState.Ended;
    }

    void on(InboundEvent event) {
        boolean over = ended();
        S2sStep<InboundState, InboundAction> step = door.machine().step(state, event);
        state = step.state();
        step.actions().forEach(this::perform);
        // Not the state there is now: an action may have led further, and told of it.
        if (!over && step.state() instanceof InboundState.Ended) {
            leave(Cause.of(event, step));
        }
    }

    private void perform(InboundAction action) {
        switch (action) {
            case InboundAction.Open(var from, var to, var id, boolean version) ->
                transport.open(from, to, Optional.of(id), version);
            case InboundAction.Send(var element) -> transport.send(element);
            case InboundAction.Restart(boolean known) ->
                line.restart(known ? Allowance.lasting(door.after()) : Allowance.early(door.before()));
            case InboundAction.Secure() -> {
                transport.flush();
                line.secure();
            }
            case InboundAction.Progress() -> line.progress();
            case InboundAction.Verify(Pair pair, String id, String key) -> verify(pair, new Call.Question(id, key));
            case InboundAction.Judged(SaslName mechanism, LoginResult result) -> judged(mechanism, result);
            case InboundAction.Proven(Pair pair, SaslName mechanism, boolean bidi) -> proven(pair, mechanism, bidi);
            case InboundAction.Unasked() ->
                unasked(log, DIRECTION, door.caller().unasked());
            case InboundAction.Count() -> counted.count();
            case InboundAction.Acknowledge() -> counted.answer();
            case InboundAction.Acknowledged(long stanzas) -> acknowledged(stanzas);
            case InboundAction.Close(Optional<StreamError> error) -> close(error);
        }
    }

    private void verify(Pair pair, Call.Question question) {
        door.caller().ask(pair, question, verdict -> loop.execute(() -> on(new InboundEvent.Verified(pair, verdict))));
    }

    private void judged(SaslName mechanism, LoginResult result) {
        door.tally().logins().add(mechanism, result);
        connection
                .on(log.atDebug())
                .addKeyValue("mechanism", mechanism.label())
                .addKeyValue("result", result.label())
                .log("login");
    }

    private void proven(Pair pair, SaslName mechanism, boolean bidi) {
        if (opened.isEmpty()) {
            line.settled();
            line.admit(Allowance.lasting(door.after()));
            line.shape(door.rate(pair.remote()));
        }
        opened.add(pair);
        about(log.atInfo(), pair, DIRECTION)
                .addKeyValue("mechanism", mechanism.label())
                .log("s2s_opened");
        if (door.federation().passage(pair.local(), pair.remote()) instanceof Route way) {
            way.encourage();
            // Only the first pair goes both ways: what is not acknowledged then belongs to one route.
            if (bidi && opened.size() == 1 && way.opened(outlet)) {
                route = way;
            }
        }
    }

    private void stray(@Nullable Route way, Parcel parcel) {
        if (way == null) {
            parcel.receipt().settle();
        } else {
            effects.run(() -> way.lost(outlet, List.of(parcel), true));
        }
    }

    private void leave(Cause cause) {
        if (!connection.refused()) {
            door.tally().closed().add(cause);
        }
        counted.stop();
        Route way = route;
        List<Parcel> late = outlet.leave(parcel -> stray(way, parcel));
        if (way != null) {
            List<Parcel> undelivered = new ArrayList<>(counted.unacknowledged());
            undelivered.addAll(late);
            effects.run(() -> way.lost(outlet, undelivered, counted.delivers()));
        }
        for (Pair pair : opened) {
            about(log.atInfo(), pair, DIRECTION)
                    .addKeyValue("cause", cause.label())
                    .log("s2s_closed");
        }
    }
}
