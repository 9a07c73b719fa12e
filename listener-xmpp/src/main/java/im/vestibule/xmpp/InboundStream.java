package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.model.Frame;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaKind;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.federation.Route;
import im.vestibule.services.router.Routed;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A stream at work that another server has opened: feeds events to the {@link InboundMachine} and does what it says.
 * Stanzas take the short way to the router; one that may have to wait holds up those behind it. Only the connection's loop
 * calls it.
 */
final class InboundStream implements Stream {
    private static final Logger log = LoggerFactory.getLogger(InboundStream.class);

    private final InboundDoor door;
    private final LoopLocal local;
    private final EventLoop loop;
    private final TcpTransport transport;
    private final CountedTransport counted;
    private final S2sLine line;
    private final Connection connection;
    private final Traffic traffic;
    private final ChannelOutlet outlet;
    private final Predicate<Pair> proven = this::isProven;
    private final List<Pair> opened = new ArrayList<>();
    private InboundState state = new InboundState.Fresh(InboundState.Known.NOTHING);
    private @Nullable Route route;
    private long handled;

    InboundStream(
            InboundDoor door,
            LoopLocal local,
            EventLoop loop,
            TcpTransport transport,
            Backlog backlog,
            S2sLine line,
            Traffic traffic,
            Connection connection) {
        this.door = door;
        this.local = local;
        this.loop = loop;
        this.transport = transport;
        this.line = line;
        this.traffic = traffic;
        this.connection = connection;
        counted = new CountedTransport(transport, loop, this::silent);
        outlet = new ChannelOutlet(
                loop,
                local.inbox(),
                counted,
                traffic,
                connection,
                ChannelOutlet.COMPONENT_BOUND,
                backlog,
                this::ending);
    }

    @Override
    public void frame(Frame frame) {
        if (frame.kind() == StanzaKind.OTHER) {
            on(new InboundEvent.Element(frame.tree()));
            return;
        }
        traffic.stanzaIn();
        handled++;
        switch (door.router().route(proven, frame, local.jids())) {
            case Routed.Done() -> {}
            case Routed.Later(Runnable work) -> later(work);
            case Routed.Misuse(StreamError error) -> ending(error);
        }
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

    private void silent() {
        lost(Cause.CONNECTION_TIMEOUT);
        line.drop();
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
            case InboundAction.Proven(Pair pair, boolean bidi) -> proven(pair, bidi);
            case InboundAction.Count() -> {
                handled = 0;
                counted.count();
            }
            case InboundAction.Acknowledge() ->
                transport.send(XmlElement.builder("a", Ns.STREAM_MANAGEMENT)
                        .attribute("h", Long.toString(handled & 0xFFFFFFFFL))
                        .build());
            case InboundAction.Acknowledged(long stanzas) -> {
                if (!counted.acknowledge(stanzas)) {
                    ending(StreamError.of(Condition.UNDEFINED_CONDITION, "more is acknowledged than was sent"));
                }
            }
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

    private void proven(Pair pair, boolean bidi) {
        if (opened.isEmpty()) {
            line.settled();
            line.admit(Allowance.lasting(door.after()));
            line.shape(door.rate(pair.remote()));
        }
        opened.add(pair);
        about(log.atInfo(), pair).log("s2s_opened");
        if (door.federation().passage(pair.local(), pair.remote()) instanceof Route way) {
            way.encourage();
            // Only the first pair goes both ways: what is not acknowledged then belongs to one route.
            if (bidi && opened.size() == 1 && way.opened(outlet)) {
                route = way;
            }
        }
    }

    private LoggingEventBuilder about(LoggingEventBuilder line, Pair pair) {
        return connection
                .on(line)
                .addKeyValue("local", pair.local())
                .addKeyValue("remote", pair.remote())
                .addKeyValue("direction", "in");
    }

    private void close(Optional<StreamError> error) {
        error.ifPresent(e -> {
            connection
                    .on(log.atDebug())
                    .addKeyValue("condition", e.condition().element())
                    .addKeyValue("text", e.text().orElse(""))
                    .log("stream_error");
            transport.send(e.element());
        });
        transport.close();
        transport.flush();
        line.close();
    }

    private void leave(Cause cause) {
        if (!connection.refused()) {
            door.tally().closed().add(cause);
        }
        counted.stop();
        List<byte[]> late = outlet.leave();
        Route way = route;
        if (way != null) {
            List<byte[]> undelivered = new ArrayList<>(counted.unacknowledged());
            undelivered.addAll(late);
            door.effects().run(() -> way.lost(outlet, undelivered, counted.delivers()));
        }
        for (Pair pair : opened) {
            about(log.atInfo(), pair).addKeyValue("cause", cause.label()).log("s2s_closed");
        }
    }

    /** Works on a virtual thread, reads nothing meanwhile, and goes on unless the stream has ended. */
    private void later(Runnable work) {
        line.pause();
        door.effects()
                .run(
                        loop,
                        () -> {
                            work.run();
                            return true;
                        },
                        done -> {
                            if (!ended()) {
                                line.resume();
                            }
                        },
                        failure -> {
                            connection.on(log.atError()).setCause(failure).log("stream_failed");
                            ending(StreamError.of(Condition.INTERNAL_SERVER_ERROR));
                        });
    }
}
