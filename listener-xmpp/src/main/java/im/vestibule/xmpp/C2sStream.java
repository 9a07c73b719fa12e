package im.vestibule.xmpp;

import im.vestibule.config.CsiSpec;
import im.vestibule.config.Limit;
import im.vestibule.core.Connection;
import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaKind;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's stream at work: feeds events to the {@link C2sMachine} and does what it says. While a back end is asked,
 * the line is paused, so there is one unfinished effect at a time. Stanzas of an open session take the short way to the
 * router. Only the connection's loop calls it.
 */
public final class C2sStream extends WorkingStream<C2sLine, StreamTransport> {
    private static final Logger log = LoggerFactory.getLogger(C2sStream.class);

    private final C2sDoor door;
    private final Attempt attempt;
    private final ChannelOutlet outlet;
    private final Counting counting;
    private final Pulse pulse;
    private C2sState state;
    private boolean secure;
    private boolean strict;
    private @Nullable Session session;
    private @Nullable Future<?> due;

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
        pulse = new Pulse(connection, this::silent);
        counting = new Counting(
                this, door.resumptions(), new Seat(loop, local.inbox()), transport, line, traffic, connection);
    }

    /** Something has come, if only a part of something. */
    void stir() {
        pulse.stir();
    }

    @Override
    public void frame(Frame frame) {
        pulse.stir();
        Session open = session;
        if (open == null || frame.kind() == StanzaKind.OTHER) {
            XmlElement element = frame.tree();
            attempt.heard(element);
            on(new C2sEvent.Element(element));
            return;
        }
        traffic.stanzaIn();
        Receipt receipt = counting.receive();
        follow(door.router().route(open, frame, local.jids(), receipt), receipt);
        counting.pace();
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

    /** Its session, which may have lost this stream meanwhile, and be another's. */
    @Override
    Consumer<StreamError> abandoning() {
        Session open = session;
        return open == null ? this::ending : reason -> open.outlet().close(reason);
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
            case C2sAction.Close(Optional<StreamError> error) -> {
                outlet.rouse();
                counting.conclude();
                close(error);
            }
            case C2sAction.Drop() -> line.drop();
            case C2sAction.Look(var need) ->
                effect(
                        () -> need.ask(door.accounts(), door.policy().methods()),
                        answer -> on(new C2sEvent.Looked(answer)));
            case C2sAction.Judge(var account, boolean success) -> judge(account, success);
            case C2sAction.Register(var iq, var host) ->
                effect(
                        () -> FirstContact.answer(door.policy().hosts().find(host), iq, connection.address()),
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
                open(Resources.of(user, wanted), lang, Optional.empty(), List.of());
            case C2sAction.BindSession(Jid user, String tag, String lang, var agent, var wishes) ->
                open(Resources.tagged(user, tag), lang, agent, wishes);
            case C2sAction.Attend(boolean active) -> attend(active);
            case C2sAction.Enable(boolean resume) -> transport.send(enable(resume));
            case C2sAction.Report() -> counting.report();
            case C2sAction.Acknowledge(long count) -> counting.acknowledge(count);
            case C2sAction.Resume(Jid user, var request) -> resume(user, request);
            case C2sAction.Tie() -> counting.tie();
            case C2sAction.Admit() -> line.admit(Allowance.lasting(door.policy().after()));
        }
    }

    /** Lets the answer wait as long as earlier failures say; nothing is read meanwhile. */
    private void judge(Optional<Jid> account, boolean success) {
        Duration delay = door.failedLogins()
                .map(failed -> success
                        ? failed.succeeded(connection.address(), account.orElseThrow(), System.nanoTime())
                        : failed.failed(connection.address(), account, System.nanoTime()))
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
        if (!ended() && !state.waits() && !counting.isPaused()) {
            line.resume();
        }
    }

    private void attend(boolean active) {
        Session open = session;
        if (active) {
            counting.rouse();
            outlet.rouse();
        } else if (open != null) {
            door.policy()
                    .care(open.jid().domain())
                    .csi()
                    .map(CsiSpec::bufferMax)
                    .ifPresent(this::rest);
        }
    }

    private void rest(Limit most) {
        if (!counting.rest(most)) {
            outlet.rest(most);
        }
    }

    private XmlElement enable(boolean resume) {
        return counting.enable(Objects.requireNonNull(session), outlet, resume);
    }

    /** A session that could not be opened at this door does not come in by it either. */
    private void resume(Jid user, C2sManagement.Request request) {
        if (door.binding().admits(user.bare(), door.access())) {
            counting.resume(user, request);
        } else {
            on(new C2sEvent.NotResumed(OptionalLong.empty()));
        }
    }

    /** A session of another stream goes on here. */
    void adopt(Session arrived) {
        session = arrived;
        arrived.address(connection.client());
        begin(arrived);
    }

    /** The session goes on elsewhere. */
    void letGo() {
        session = null;
        pulse.stop();
    }

    private void begin(Session begun) {
        begun.link(new Session.Link(secure, System.nanoTime()));
        line.shape(door.rate(begun.jid()));
        door.policy().care(begun.jid().domain()).ping().ifPresent(ping -> pulse.watch(begun, ping, local.pings(ping)));
    }

    /**
     * @param wishes what the session is to begin with (XEP-0386 §3.2)
     */
    private void open(Jid jid, String lang, Optional<UUID> agent, List<XmlElement> wishes) {
        Session opening = new Session(jid, lang, outlet, connection.client(), agent);
        opening.wantsCopies(isWished(wishes, "enable", Ns.CARBONS));
        if (door.binding().openAtOnce(opening, door.access())) {
            opened(opening, wishes);
            return;
        }
        line.pause();
        effects.run(
                loop,
                () -> door.binding().open(opening, door.access()),
                refusal -> answered(opening, refusal, wishes),
                this::failed);
    }

    private static boolean isWished(List<XmlElement> wishes, String name, String namespace) {
        return wishes.stream().anyMatch(wish -> wish.is(name, namespace));
    }

    private void answered(Session opening, Optional<StanzaError> refusal, List<XmlElement> wishes) {
        if (refusal.isPresent()) {
            on(new C2sEvent.Refused(refusal.get()));
        } else if (ended()) {
            // The connection went away meanwhile.
            effects.run(() -> door.binding().close(opening));
        } else {
            opened(opening, wishes);
        }
        goOn();
    }

    private void opened(Session opening, List<XmlElement> wishes) {
        session = opening;
        outlet.strays(new Strays(door.resumptions(), loop, opening)::add);
        connection.on(log.atInfo()).addKeyValue("jid", opening.jid()).log("session_opened");
        begin(opening);
        Optional<XmlElement> enabled = wishes.stream()
                .filter(wish -> wish.is("enable", Ns.STREAM_MANAGEMENT))
                .findFirst()
                .map(wish -> enable(C2sManagement.resumes(wish)));
        on(new C2sEvent.Opened(opening.jid(), enabled));
        if (isWished(wishes, "inactive", Ns.CSI)) {
            attend(false);
        }
    }

    /** The client gives no sign of life. */
    private void silent() {
        if (counting.isResumable()) {
            counting.abandon();
        } else {
            on(new C2sEvent.Silent());
        }
    }

    private void leave(Cause cause, boolean lost) {
        if (due != null) {
            due.cancel(false);
        }
        pulse.stop();
        if (!connection.refused()) {
            door.tally().closed().add(cause);
        }
        Session open = session;
        session = null;
        outlet.leave(parcel -> parcel.receipt().settle())
                .forEach(parcel -> parcel.receipt().settle());
        boolean over = !lost || !counting.isResumable();
        if (open != null && over) {
            connection
                    .on(log.atDebug())
                    .addKeyValue("jid", open.jid())
                    .addKeyValue("cause", cause.label())
                    .log("session_closed");
        }
        if (!counting.leave(lost) && open != null) {
            effects.run(() -> door.binding().close(open));
        }
    }
}
