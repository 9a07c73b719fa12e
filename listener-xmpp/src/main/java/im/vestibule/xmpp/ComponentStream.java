package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaKind;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.services.component.Component;
import im.vestibule.services.component.Joining;
import im.vestibule.services.session.Receipt;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One component's stream at work: feeds events to the {@link ComponentMachine} and does what it says. Stanzas take the
 * short way to the router. Only the connection's loop calls it.
 */
final class ComponentStream extends WorkingStream<Line, TcpTransport> {
    private static final Logger log = LoggerFactory.getLogger(ComponentStream.class);

    private final ComponentDoor door;
    private final ChannelOutlet outlet;
    private ComponentState state = new ComponentState.Fresh();
    private @Nullable Component component;
    private @Nullable Future<?> due;

    ComponentStream(
            ComponentDoor door,
            LoopLocal local,
            EventLoop loop,
            TcpTransport transport,
            Backlog backlog,
            Line line,
            Traffic traffic,
            Connection connection) {
        super(local, loop, transport, line, traffic, connection, door.effects());
        this.door = door;
        outlet = new ChannelOutlet(
                loop,
                local.inbox(),
                transport,
                traffic,
                connection,
                ChannelOutlet.COMPONENT_BOUND,
                backlog,
                this::ending);
    }

    @Override
    public void frame(Frame frame) {
        Component open = component;
        if (open == null || frame.kind() == StanzaKind.OTHER) {
            on(new ComponentEvent.Element(frame.tree()));
            return;
        }
        traffic.stanzaIn();
        follow(door.router().route(open, frame, local.jids()), Receipt.NONE);
    }

    @Override
    public void header(StreamHeader header) {
        on(new ComponentEvent.Header(header, StreamIds.next()));
    }

    @Override
    public void end() {
        on(new ComponentEvent.End());
    }

    @Override
    public void malformed(StreamError error) {
        on(new ComponentEvent.Malformed(error, StreamIds.next()));
    }

    @Override
    public void late() {
        on(new ComponentEvent.Late(StreamIds.next()));
    }

    @Override
    public void ending(StreamError error) {
        on(new ComponentEvent.Ending(error, StreamIds.next()));
    }

    @Override
    public void lost(Cause cause) {
        on(new ComponentEvent.Lost(cause));
    }

    @Override
    public boolean ended() {
        return state instanceof ComponentState.Ended;
    }

    private void on(ComponentEvent event) {
        boolean over = ended();
        ComponentStep step = door.machine().step(state, event);
        state = step.state();
        // Not the state there is later: an action may lead further, and tell of it.
        boolean ends = !over && state instanceof ComponentState.Ended;
        Component left = component;
        if (ends && left != null) {
            // Before our closing tag: whoever has seen that gets an error for what it sends there.
            door.components().leave(left);
        }
        step.actions().forEach(this::perform);
        if (ends) {
            leave(Cause.of(event, step));
        }
    }

    private void perform(ComponentAction action) {
        switch (action) {
            case ComponentAction.Open(var from, var id) -> transport.open(from, id);
            case ComponentAction.Send(var element) -> transport.send(element);
            case ComponentAction.Judge(Jid name, boolean success) -> judge(name, success);
            case ComponentAction.Join(ComponentState.Claim claim) -> join(claim);
            case ComponentAction.Progress() -> line.progress();
            case ComponentAction.Settled() -> {
                line.settled();
                line.admit(Allowance.lasting(door.after()));
            }
            case ComponentAction.Close(Optional<StreamError> error) -> close(error);
        }
    }

    /** Lets the answer wait as long as earlier failures say; nothing is read meanwhile. */
    private void judge(Jid name, boolean success) {
        LoginResult result = success ? LoginResult.SUCCESS : LoginResult.NOT_AUTHORIZED;
        door.tally().logins().add(SaslName.HANDSHAKE, result);
        connection
                .on(log.atDebug())
                .addKeyValue("mechanism", SaslName.HANDSHAKE.label())
                .addKeyValue("result", result.label())
                .log("login");
        Duration delay = door.failedLogins()
                .map(failed -> success
                        ? failed.succeeded(connection.address(), name, System.nanoTime())
                        : failed.failed(connection.address(), Optional.of(name), System.nanoTime()))
                .orElse(Duration.ZERO);
        if (delay.isZero()) {
            on(new ComponentEvent.Due());
        } else {
            line.pause();
            due = loop.schedule(this::answer, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void answer() {
        on(new ComponentEvent.Due());
        goOn();
    }

    /** What is sent to it from now on stands behind our answer, which the loop sends before anything else. */
    private void join(ComponentState.Claim claim) {
        Component joining =
                new Component(claim.name(), claim.everywhere(), door.access(), door.hidden(), door.checked(), outlet);
        switch (door.components().join(joining, door.kicks())) {
            case JOINED -> {
                component = joining;
                about(log.atInfo(), joining).log("component_opened");
                on(new ComponentEvent.Joined(Joining.JOINED));
            }
            case TAKEN -> on(new ComponentEvent.Joined(Joining.TAKEN));
        }
    }

    private LoggingEventBuilder about(LoggingEventBuilder line, Component component) {
        return connection
                .on(line)
                .addKeyValue("component", component.name())
                .addKeyValue("is_subdomain", component.everywhere());
    }

    private void leave(Cause cause) {
        if (due != null) {
            due.cancel(false);
        }
        if (!connection.refused()) {
            door.tally().closed().add(cause);
        }
        // Written a moment earlier it would be lost with the connection, too.
        outlet.leave(parcel -> parcel.receipt().settle())
                .forEach(parcel -> parcel.receipt().settle());
        Component open = component;
        if (open != null) {
            component = null;
            about(log.atInfo(), open).addKeyValue("cause", cause.label()).log("component_closed");
        }
    }
}
