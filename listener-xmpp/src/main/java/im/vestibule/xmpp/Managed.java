package im.vestibule.xmpp;

import im.vestibule.config.Limit;
import im.vestibule.config.StreamManagementSpec;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.services.resumption.Held;
import im.vestibule.services.resumption.Outstanding;
import im.vestibule.services.resumption.Unacknowledged;
import im.vestibule.services.resumption.Window;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A session whose stanzas are counted both ways (XEP-0198), with or without a connection. Only the loop where its outlet sits calls it, unless it says
 * otherwise.
 */
final class Managed implements Receipt.Keeper {
    private static final StreamError REPLACED = StreamError.of(Condition.CONFLICT, "Replaced by new connection");
    private static final Parcel NOTHING = new Parcel(new byte[0], Receipt.NONE);

    private final Resumptions house;
    private final StreamManagementSpec spec;
    private final Session session;
    private final String id;
    private final boolean resumable;
    private final SessionOutlet outlet;
    private final Held held;
    private final Outstanding outstanding;
    private final Asking asking;
    private final Excess excess;
    private final Stage stage = new Stage(this::number);
    private final Window window = new Window(this::wake);
    private final Arrival arrival;
    private final AtomicBoolean hurried = new AtomicBoolean();
    private @Nullable Tether tether;
    private @Nullable Future<?> expiry;
    private volatile boolean over;

    /**
     * @param id that nobody can guess
     * @param resumable whether it waits for its client once the connection is lost
     */
    Managed(
            Resumptions house,
            StreamManagementSpec spec,
            Session session,
            String id,
            boolean resumable,
            Seat seat,
            Tether tether) {
        this.house = house;
        this.spec = spec;
        this.session = session;
        this.id = id;
        this.resumable = resumable && spec.buffer();
        this.tether = tether;
        outlet = new SessionOutlet(this, seat);
        arrival = new Arrival(window, outlet);
        held = house.holding().open(session.jid(), id);
        outstanding = new Outstanding(held);
        asking = new Asking(spec, outstanding, this::loop);
        excess = new Excess(spec, outstanding, this::loop, this::end);
        asking.tie(tether);
    }

    Session session() {
        return session;
    }

    SessionOutlet outlet() {
        return outlet;
    }

    Window window() {
        return window;
    }

    /** From any thread. */
    String id() {
        return id;
    }

    boolean isResumable() {
        return resumable;
    }

    /** From any thread. */
    boolean isOver() {
        return over;
    }

    /** A stanza for the client, which is numbered now, or once there is reason to send it. */
    void take(Parcel parcel) {
        stage.take(parcel);
    }

    /** The client is inactive (XEP-0352). */
    void rest(Limit most) {
        stage.rest(most);
    }

    /** The client is active, or will be when it comes back: nothing waits any more. */
    void rouse() {
        stage.rouse();
    }

    private void number(Parcel parcel) {
        Tether now = tether;
        Receipt receipt = parcel.receipt();
        boolean message = parcel.stanza()[1] == 'm';
        boolean waits = message && (now == null || (spec.buffer() && spec.ack()));
        keep(waits ? parcel : new Parcel(parcel.stanza(), Receipt.NONE));
        if (!waits) {
            // Whoever asks something hears himself whether he gets an answer.
            receipt.settle();
        } else if (now != null) {
            receipt.with(this);
        }
    }

    private void keep(Parcel parcel) {
        outstanding.add(spec.buffer() ? parcel : NOTHING, house.clock().instant());
        Tether now = tether;
        if (now == null) {
            outstanding.hold();
        } else {
            now.write(parcel.stanza());
            asking.sent();
        }
        bound();
    }

    private EventLoop loop() {
        return outlet.seat().loop();
    }

    private Future<?> after(long seconds, Runnable task) {
        return loop().schedule(task, seconds, TimeUnit.SECONDS);
    }

    private void bound() {
        Tether now = tether;
        if (!excess.grown() && now != null && now.isFull()) {
            end(ChannelOutlet.OVERFLOW);
        }
    }

    /**
     * The client has this many.
     *
     * @return false if it was not sent so many
     */
    boolean acknowledge(long count) {
        if (!outstanding.acknowledge(count)) {
            return false;
        }
        excess.shrunk();
        asking.answered();
        return true;
    }

    /** How many the client was sent, modulo 2^32. */
    long sent() {
        return outstanding.sent();
    }

    /** The number that the next stanza will have. What waits for the client to be active goes first. */
    long reserve() {
        stage.release();
        return outstanding.last() + 1;
    }

    /** Messages that the store has under the numbers that come next. */
    void claimed(List<byte[]> messages) {
        outstanding.claimed(messages.size());
        if (over) {
            leave();
        } else {
            messages.forEach(message -> keep(new Parcel(message, Receipt.NONE)));
        }
    }

    @Override
    public void hurry() {
        if (hurried.compareAndSet(false, true)) {
            outlet.run(() -> {
                hurried.set(false);
                if (!over) {
                    outstanding.hold();
                }
            });
        }
    }

    /** From any thread. */
    private void wake() {
        loop().execute(() -> outlet.run(this::settled));
    }

    private void settled() {
        Tether now = tether;
        if (!arrival.settled() && now != null) {
            now.settled();
        }
    }

    /** The connection is lost. */
    void lost() {
        if (!resumable) {
            over();
            return;
        }
        untie();
        rouse();
        outstanding.hold();
        window.forget();
        window.hurry();
        session.suspended(true);
        house.suspended(this);
        expiry = after(spec.resumeTimeout().toSeconds(), this::expire);
    }

    private void untie() {
        tether = null;
        arrival.leave();
        asking.untie();
    }

    private void expire() {
        if (!over) {
            house.expired(this);
            over();
        }
    }

    /**
     * Another connection of the client's wants to go on with the session. From any thread.
     *
     * @param count how many stanzas the client has
     * @param there where it will sit
     * @param answer called there
     */
    void resume(long count, Seat there, Consumer<Takeover> answer) {
        outlet.run(() -> {
            Takeover outcome = handOver(count, there);
            there.loop().execute(() -> answer.accept(outcome));
        });
    }

    private Takeover handOver(long count, Seat there) {
        if (over) {
            return new Takeover.Gone();
        }
        Tether old = carrier();
        if (!acknowledge(count)) {
            return new Takeover.TooHigh(count, sent());
        }
        rouse();
        if (old != null) {
            old.letGo();
            old.end(REPLACED);
        }
        untie();
        if (expiry != null) {
            expiry = cancel(expiry);
            house.awoken();
        }
        excess.forgive();
        session.suspended(false);
        outlet.move(there);
        return new Takeover.Taken(this);
    }

    /** Tells a new connection once all that the client has handed in is safe, or will not be: see {@link Arrival}. */
    void await(Tether fresh) {
        arrival.await(fresh);
    }

    /** The new connection takes what the client has not got, in order, and all that comes. */
    void tie(Tether fresh) {
        tether = fresh;
        for (Unacknowledged entry : outstanding.list()) {
            fresh.write(Late.stamp(entry, session.jid().domain()));
        }
        asking.tie(fresh);
        bound();
    }

    /** The connection that it has, or is about to have. */
    private @Nullable Tether carrier() {
        return tether == null ? arrival.tether() : tether;
    }

    /** The house ends the session. */
    void end(StreamError reason) {
        Tether now = carrier();
        if (now != null) {
            now.end(reason);
        } else {
            over();
        }
    }

    /** The session is over: what is not acknowledged takes another way. */
    void over() {
        if (over) {
            return;
        }
        over = true;
        untie();
        arrival.end();
        window.forget();
        excess.forgive();
        if (expiry != null) {
            expiry = cancel(expiry);
            house.awoken();
        }
        house.over(this);
        if (!outlet.isClaiming()) {
            leave();
        }
    }

    private static @Nullable Future<?> cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
        return null;
    }

    private void leave() {
        List<Parcel> unsent = new ArrayList<>();
        stage.leave(unsent::add);
        leftovers().begin(outstanding.list(), unsent);
    }

    private Leftovers leftovers() {
        return new Leftovers(house, session, held, outlet, outstanding.last());
    }

    /** Something has come that nobody waits for any more. From any thread, once it is over. */
    void stray() {
        leftovers().stray();
    }

    LoggingEventBuilder on(LoggingEventBuilder line) {
        Tether now = tether;
        LoggingEventBuilder begun = now == null ? line : now.on(line);
        return begun.addKeyValue("jid", session.jid());
    }

    /** What is remembered for a client that comes too late. */
    void remember() {
        house.management(session.jid().domain())
                .ifPresent(
                        management -> management.stale().remember(session.jid().bare(), id, window.safe()));
    }
}
