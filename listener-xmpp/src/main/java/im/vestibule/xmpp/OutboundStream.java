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
import im.vestibule.services.session.Parcel;
import im.vestibule.xmpp.Errand.Attempt;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream at work that we open to another server: feeds events to an {@link OutboundMachine} and does what it says. Only the
 * connection's loop calls it.
 */
final class OutboundStream extends S2sStream {
    private static final Logger log = LoggerFactory.getLogger(OutboundStream.class);
    private static final String DIRECTION = "out";

    private final Caller caller;
    private final Attempt attempt;
    private final Pair pair;
    private final OutboundMachine machine;
    private final Predicate<Pair> proven = this::isProven;
    private final Partners partners;
    private OutboundState state;
    private boolean greeted;
    private boolean bidi;
    private boolean open;

    OutboundStream(
            Caller caller,
            Attempt attempt,
            LoopLocal local,
            EventLoop loop,
            TcpTransport transport,
            Backlog backlog,
            S2sLine line,
            Traffic traffic,
            Connection connection) {
        super(local, loop, transport, backlog, line, traffic, connection, caller.effects());
        this.caller = caller;
        this.attempt = attempt;
        pair = attempt.call().pair();
        partners = new Partners(loop, late -> on(new OutboundEvent.Overdue(late)));
        machine = new OutboundMachine(attempt.call());
        state = new OutboundState.Fresh(new OutboundState.Known(false, false, false));
    }

    @Override
    public void frame(Frame frame) {
        if (frame.kind() == StanzaKind.OTHER) {
            on(new OutboundEvent.Element(frame.tree()));
        } else if (!mayCome()) {
            // Whoever is called may not speak for a domain that way.
            ending(StreamError.of(Condition.INVALID_FROM));
        } else {
            pass(caller.router(), proven, frame);
        }
    }

    /** They may as soon as the other server takes ours. */
    private boolean mayCome() {
        return switch (state) {
            case OutboundState.Enabling(OutboundState.Known known, var _) -> known.bidi();
            case OutboundState.Open _ -> bidi;
            default -> false;
        };
    }

    private boolean isProven(Pair other) {
        return state instanceof OutboundState.Open now ? now.proven().contains(other) : pair.equals(other);
    }

    /** Has another pair of domains share the stream, if the peer agrees. From any thread. */
    void join(Pair other, Partners.Partner partner) {
        loop.execute(() -> {
            if (ended()) {
                partner.refused();
            } else {
                partners.add(other, partner);
                on(new OutboundEvent.Join(other));
            }
        });
    }

    @Override
    public void header(StreamHeader header) {
        greeted = true;
        on(new OutboundEvent.Header(header));
    }

    @Override
    public void end() {
        on(new OutboundEvent.End());
    }

    @Override
    public void malformed(StreamError error) {
        on(new OutboundEvent.Malformed(error));
    }

    @Override
    public void late() {
        on(new OutboundEvent.Late());
    }

    @Override
    public void ending(StreamError error) {
        on(new OutboundEvent.Ending(error));
    }

    @Override
    public void lost(Cause cause) {
        on(new OutboundEvent.Lost(cause));
    }

    @Override
    public boolean ended() {
        return state instanceof OutboundState.Ended;
    }

    void on(OutboundEvent event) {
        boolean over = ended();
        if (event instanceof OutboundEvent.Element(XmlElement element)) {
            heard(element);
        }
        S2sStep<OutboundState, OutboundAction> step = machine.step(state, event);
        state = step.state();
        step.actions().forEach(this::perform);
        // Not the state there is now: an action may have led further, and told of it.
        if (!over && step.state() instanceof OutboundState.Ended) {
            leave(Cause.of(event, step));
        }
    }

    /** What the peer holds against us is worth a line. */
    private void heard(XmlElement element) {
        if (element.is("error", Ns.STREAMS)) {
            connection
                    .on(log.atDebug())
                    .addKeyValue(
                            "condition",
                            element.firstElement().map(XmlElement::name).orElse(""))
                    .addKeyValue(
                            "text",
                            element.element("text", Ns.STREAM_ERRORS)
                                    .map(XmlElement::text)
                                    .orElse(""))
                    .log("stream_error_received");
        }
    }

    private void perform(OutboundAction action) {
        switch (action) {
            case OutboundAction.Open(boolean version) -> {
                line.restart(Allowance.early(caller.before()));
                transport.open(pair.local(), Optional.of(pair.remote()), Optional.empty(), version);
            }
            case OutboundAction.Send(var element) -> transport.send(element);
            case OutboundAction.Secure() -> line.secure();
            case OutboundAction.Progress() -> line.progress();
            case OutboundAction.Ready(SaslName mechanism, boolean counts, boolean both, boolean shared) ->
                ready(mechanism, counts, both, shared);
            case OutboundAction.Await(Pair other) -> partners.await(other);
            case OutboundAction.Joined(Pair other, boolean valid) -> joined(other, valid);
            case OutboundAction.Acknowledge() -> counted.answer();
            case OutboundAction.Acknowledged(long stanzas) -> acknowledged(stanzas);
            case OutboundAction.Unasked() -> unasked(log, DIRECTION, caller.unasked());
            case OutboundAction.Answered(Verdict verdict) -> attempt.answered(verdict);
            case OutboundAction.Reconsider() -> attempt.reconsider();
            case OutboundAction.Close(Optional<StreamError> error) -> close(error);
        }
    }

    private void ready(SaslName mechanism, boolean counts, boolean both, boolean shared) {
        line.settled();
        line.admit(Allowance.lasting(caller.after()));
        bidi = both;
        if (both) {
            line.shape(caller.rate(pair.remote()));
        }
        open = true;
        if (counts) {
            counted.count();
        }
        about(log.atInfo(), pair, DIRECTION)
                .addKeyValue("mechanism", mechanism.label())
                .log("s2s_opened");
        if (shared) {
            caller.shared().offer(attempt.place(), this);
        }
        if (!attempt.opened(outlet) && !both) {
            // Another is open already. One that goes both ways may be what the peer has chosen, as both have called at
            // once.
            on(new OutboundEvent.Idle());
        }
    }

    private void joined(Pair other, boolean valid) {
        if (!valid) {
            partners.refuse(other);
        } else if (partners.open(other, outlet)) {
            about(log.atInfo(), other, DIRECTION)
                    .addKeyValue("mechanism", SaslName.DIALBACK.label())
                    .log("s2s_opened");
        }
    }

    private void stray(Parcel stanza) {
        if (!partners.stray(outlet, stanza)) {
            attempt.stray(outlet, stanza);
        }
    }

    private void leave(Cause cause) {
        caller.shared().withdraw(attempt.place(), this);
        caller.tally().closed().add(cause);
        counted.stop();
        List<Parcel> undelivered = new ArrayList<>(counted.unacknowledged());
        undelivered.addAll(outlet.leave(this::stray));
        if (open) {
            about(log.atInfo(), pair, DIRECTION)
                    .addKeyValue("cause", cause.label())
                    .log("s2s_closed");
        }
        partners.leave(outlet, undelivered, counted.delivers())
                .forEach(other -> about(log.atInfo(), other, DIRECTION)
                        .addKeyValue("cause", cause.label())
                        .log("s2s_closed"));
        attempt.over(cause, greeted, outlet, undelivered, counted.delivers());
    }
}
