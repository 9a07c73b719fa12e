package im.vestibule.xmpp;

import im.vestibule.config.StreamManagementSpec;
import im.vestibule.core.Connection;
import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaKind;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.resumption.Window;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One client's stream at work: feeds events to the {@link C2sMachine} and does what it says. While a back end is asked,
 * the line is paused, so there is one unfinished effect at a time. Stanzas of an open session take the short way to the
 * router. Only the connection's loop calls it.
 */
public final class C2sStream extends WorkingStream<C2sLine, StreamTransport> implements Tether {
    private static final Logger log = LoggerFactory.getLogger(C2sStream.class);

    private final C2sDoor door;
    private final Attempt attempt;
    private final ChannelOutlet outlet;
    private C2sState state;
    private boolean secure;
    private boolean strict;
    private @Nullable Session session;
    private @Nullable Managed managed;
    private @Nullable Future<?> due;
    private boolean owes;
    private boolean arriving;
    private boolean full;

    /** @param begin where it stands at first */
    C2sStream(
            C2sDoor door,
            LoopLocal local,
            EventLoop loop,
            C2sState begin,
            StreamTransport transport,
            C2sLine line,
            Traffic traffic,
            Connection connection) {
        super(local, loop, transport, line, traffic, connection, door.effects());
        this.door = door;
        attempt = new Attempt(door.tally(), connection);
        state = begin;
        note(begin);
        outlet = new ChannelOutlet(loop, local.inbox(), transport, traffic, connection, this::ending);
    }

    @Override
    public void frame(Frame frame) {
        Session open = session;
        if (open == null || frame.kind() == StanzaKind.OTHER) {
            XmlElement element = frame.tree();
            attempt.heard(element);
            on(new C2sEvent.Element(element));
            return;
        }
        traffic.stanzaIn();
        Managed counting = managed;
        if (counting == null) {
            follow(door.router().route(open, frame, local.jids(), Receipt.NONE), Receipt.NONE);
        } else {
            route(open, frame, counting.window());
        }
    }

    private void route(Session open, Frame frame, Window window) {
        Receipt receipt = window.receive();
        follow(door.router().route(open, frame, local.jids(), receipt), receipt);
        if (window.isFull() && !ended()) {
            full = true;
            line.pause();
            window.await();
        }
    }

    @Override
    public void header(StreamHeader header) {
        on(new C2sEvent.Header(header));
    }

    @Override
    public void end() {
        on(new C2sEvent.End());
    }

    @Override
    public void malformed(StreamError error) {
        on(new C2sEvent.Malformed(error));
    }

    @Override
    public void late() {
        on(new C2sEvent.Late());
    }

    @Override
    public void ending(StreamError error) {
        on(new C2sEvent.Ending(error));
    }

    @Override
    public void lost(Cause cause) {
        on(new C2sEvent.Lost(cause));
    }

    @Override
    public boolean ended() {
        return state instanceof C2sState.Ended;
    }

    /** Whether the link is secure is known before anybody logs in. */
    private void note(C2sState fresh) {
        if (fresh instanceof C2sState.Fresh(C2sState.Link link)) {
            secure = link.secure();
        }
    }

    void on(C2sEvent event) {
        boolean over = ended();
        C2sStep step = door.machine().step(state, event);
        state = step.state();
        note(state);
        heed(state);
        step.actions().forEach(this::perform);
        // Not the state there is now: an action may have led further, and told of it.
        if (!over && step.state() instanceof C2sState.Ended) {
            leave(Cause.of(event, step), event instanceof C2sEvent.Lost);
        }
    }

    /** An answer that waits is part of what went before it. */
    private void heed(C2sState now) {
        if (!(now instanceof C2sState.Answering) && now.strict() != strict) {
            strict = now.strict();
            line.strict(strict);
        }
    }

    private void perform(C2sAction action) {
        switch (action) {
            case C2sAction.Open(var from, var to, var lang) -> {
                transport.open(from, to, lang);
                line.shape(door.rate(from));
            }
            case C2sAction.Send(var element) -> {
                attempt.said(element);
                transport.send(element);
            }
            case C2sAction.Restart(boolean authenticated) ->
                line.restart(
                        authenticated
                                ? Allowance.lasting(door.policy().after())
                                : Allowance.early(door.policy().before()));
            case C2sAction.Secure() -> {
                transport.flush();
                line.secure();
            }
            case C2sAction.Progress() -> line.progress();
            case C2sAction.Settled() -> line.settled();
            case C2sAction.Close(Optional<StreamError> error) -> close(error);
            case C2sAction.Drop() -> line.drop();
            case C2sAction.Look(var need) ->
                effect(
                        () -> need.ask(door.accounts(), door.policy().methods()),
                        answer -> on(new C2sEvent.Looked(answer)));
            case C2sAction.Judge(var account, boolean success) -> judge(account, success);
            case C2sAction.Register(var iq, var host) ->
                effect(
                        () -> FirstContact.answer(door.policy().hosts().find(host), iq, connection.client()),
                        reply -> on(new C2sEvent.Registered(reply)));
            case C2sAction.Compare(var account, var hashes) ->
                effect(
                        () -> door.accounts()
                                .lacking(account, hashes, door.policy().methods()),
                        upgrades -> on(new C2sEvent.Lacking(upgrades)));
            case C2sAction.Upgrade(var account, var upgrade, var salted) ->
                effect(
                        () -> door.accounts()
                                .upgrade(account, upgrade, salted, door.policy().methods()),
                        done -> on(new C2sEvent.Upgraded(done)));
            case C2sAction.Issue(var account, var agent, var mechanism) ->
                effect(() -> door.policy().issue(account, agent, mechanism), token -> on(new C2sEvent.Issued(token)));
            case C2sAction.OpenSession(Jid user, String wanted, String lang) ->
                open(Resources.of(user, wanted), lang, Optional.empty());
            case C2sAction.BindSession(Jid user, String tag, String lang, var agent) ->
                open(Resources.tagged(user, tag), lang, agent);
            case C2sAction.Enable(boolean resume) -> transport.send(enable(resume));
            case C2sAction.Report() -> report();
            case C2sAction.Acknowledge(long count) -> acknowledge(count);
            case C2sAction.Resume(Jid user, var request) -> resume(user, request);
            case C2sAction.Tie() -> tie();
            case C2sAction.Admit() -> line.admit(Allowance.lasting(door.policy().after()));
        }
    }

    /** Lets the answer wait as long as earlier failures say; nothing is read meanwhile. */
    private void judge(Optional<Jid> account, boolean success) {
        Duration delay = door.failedLogins()
                .map(failed -> success
                        ? failed.succeeded(client(), account.orElseThrow(), System.nanoTime())
                        : failed.failed(client(), account, System.nanoTime()))
                .orElse(Duration.ZERO);
        if (delay.isZero()) {
            on(new C2sEvent.Due());
        } else {
            line.pause();
            due = loop.schedule(this::answer, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void answer() {
        on(new C2sEvent.Due());
        goOn();
    }

    @Override
    void goOn() {
        if (!state.waits() && !full) {
            line.resume();
        }
    }

    private Optional<InetAddress> client() {
        return connection.client() instanceof InetSocketAddress inet
                ? Optional.ofNullable(inet.getAddress())
                : Optional.empty();
    }

    private void open(Jid jid, String lang, Optional<UUID> agent) {
        Session opening = new Session(jid, lang, outlet, connection.client(), agent);
        opening.link(new Session.Link(secure, System.nanoTime()));
        line.pause();
        effects.run(
                loop,
                () -> door.binding().open(opening, door.access()),
                refusal -> opened(opening, refusal),
                this::failed);
    }

    private void opened(Session opening, Optional<StanzaError> refusal) {
        if (refusal.isPresent()) {
            on(new C2sEvent.Refused(refusal.get()));
        } else if (ended()) {
            // The connection went away meanwhile.
            effects.run(() -> door.binding().close(opening));
            return;
        } else {
            session = opening;
            connection.on(log.atInfo()).addKeyValue("jid", opening.jid()).log("session_opened");
            line.shape(door.rate(opening.jid()));
            on(new C2sEvent.Opened(opening.jid()));
        }
        goOn();
    }

    /** From the next stanza on they are counted. What has come for the session goes first. */
    private XmlElement enable(boolean resume) {
        Session open = Objects.requireNonNull(session);
        StreamManagementSpec spec = door.resumptions()
                .management(open.jid().domain())
                .orElseThrow()
                .spec();
        Managed fresh = new Managed(
                door.resumptions(), spec, open, StreamIds.next(), resume, new Seat(loop, local.inbox()), this);
        outlet.handOver(fresh.outlet());
        open.outlet(fresh.outlet());
        managed = fresh;
        if (fresh.isResumable()) {
            door.resumptions().add(fresh);
        }
        return C2sManagement.enabled(
                fresh.isResumable() ? Optional.of(fresh.id()) : Optional.empty(),
                spec.resumeTimeout().toSeconds());
    }

    /** At once, and again once more is safe. */
    private void report() {
        Managed counting = managed;
        if (counting == null) {
            return;
        }
        Window window = counting.window();
        transport.send(C2sManagement.answer(window.safe()));
        if (!window.isSettled()) {
            owes = true;
            window.await();
        }
    }

    private void acknowledge(long count) {
        Managed counting = managed;
        if (counting != null && !counting.acknowledge(count)) {
            ending(C2sManagement.tooHigh(count, counting.sent()));
        }
    }

    private void resume(Jid user, C2sManagement.Request request) {
        line.pause();
        Resumptions house = door.resumptions();
        Optional<Managed> found = house.find(user, request.previous());
        if (found.isPresent()) {
            found.get().resume(request.count(), new Seat(loop, local.inbox()), outcome -> arrived(user, request, outcome));
        } else {
            unknown(user, request);
        }
    }

    /** What its client has got of a session that is gone does not come again. */
    private void unknown(Jid user, C2sManagement.Request request) {
        Resumptions house = door.resumptions();
        house.unknown();
        effect(
                () -> {
                    house.holding().acknowledgedLate(user, request.previous(), request.count());
                    return house.management(user.domain())
                            .map(management -> management.stale().recall(user, request.previous()))
                            .orElse(OptionalLong.empty());
                },
                count -> on(new C2sEvent.NotResumed(count)));
    }

    private void arrived(Jid user, C2sManagement.Request request, Takeover outcome) {
        switch (outcome) {
            case Takeover.Gone() -> {
                if (!ended()) {
                    unknown(user, request);
                }
            }
            case Takeover.TooHigh(long count, long sent) -> {
                door.resumptions().tooHigh();
                if (!ended()) {
                    ending(C2sManagement.tooHigh(count, sent));
                }
            }
            case Takeover.Taken(Managed taken) -> {
                if (ended()) {
                    taken.lost();
                } else {
                    arrive(taken);
                }
            }
        }
    }

    /** The client is told how many of its stanzas are safe once all are, or soon. */
    private void arrive(Managed taken) {
        managed = taken;
        arriving = true;
        taken.await(this);
    }

    private void welcome(Managed taken) {
        arriving = false;
        Session open = taken.session();
        session = open;
        open.address(connection.client());
        open.link(new Session.Link(secure, System.nanoTime()));
        line.shape(door.rate(open.jid()));
        door.resumptions().resumed();
        connection.on(log.atInfo()).addKeyValue("jid", open.jid()).log("session_resumed");
        long safe = taken.window().received();
        taken.window().waive();
        on(new C2sEvent.Resumed(open.jid(), taken.id(), safe));
        goOn();
    }

    private void tie() {
        Managed taken = managed;
        if (taken != null) {
            taken.tie(this);
        }
    }

    @Override
    public void write(byte[] stanza) {
        traffic.stanzaOut();
        transport.write(stanza);
    }

    @Override
    public void say(XmlElement element) {
        transport.send(element);
    }

    @Override
    public long queued() {
        return transport.queued();
    }

    @Override
    public void end(StreamError error) {
        ending(error);
    }

    @Override
    public void abandon() {
        lost(Cause.CONNECTION_TIMEOUT);
        line.drop();
    }

    @Override
    public void letGo() {
        managed = null;
        session = null;
    }

    @Override
    public void settled() {
        Managed counting = managed;
        if (counting == null || ended()) {
            return;
        }
        if (arriving) {
            welcome(counting);
            return;
        }
        Window window = counting.window();
        if (owes && window.isSettled()) {
            owes = false;
            transport.send(C2sManagement.answer(window.safe()));
        }
        if (full && !window.isFull()) {
            full = false;
            goOn();
        }
        if (owes || full) {
            window.await();
        }
    }

    @Override
    public LoggingEventBuilder on(LoggingEventBuilder builder) {
        return connection.on(builder);
    }

    private void leave(Cause cause, boolean lost) {
        if (due != null) {
            due.cancel(false);
        }
        if (!connection.refused()) {
            door.tally().closed().add(cause);
        }
        outlet.closed();
        Managed counting = managed;
        managed = null;
        Session open = session;
        session = null;
        if (counting != null) {
            if (lost) {
                counting.lost();
            } else {
                counting.over();
            }
        } else if (open != null) {
            connection
                    .on(log.atDebug())
                    .addKeyValue("jid", open.jid())
                    .addKeyValue("cause", cause.label())
                    .log("session_closed");
            effects.run(() -> door.binding().close(open));
        }
    }
}
