package im.vestibule.xmpp;

import im.vestibule.config.Limit;
import im.vestibule.config.StreamManagementSpec;
import im.vestibule.core.Connection;
import im.vestibule.model.Jid;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.resumption.Window;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** How a client's stream counts stanzas, and goes on with a session of another (XEP-0198). Only the connection's loop calls it. */
final class Counting implements Tether {
    private static final Logger log = LoggerFactory.getLogger(Counting.class);

    private final C2sStream stream;
    private final Resumptions house;
    private final Seat seat;
    private final StreamTransport transport;
    private final C2sLine line;
    private final Traffic traffic;
    private final Connection connection;
    private final Telling telling;
    private @Nullable Managed managed;
    /** The client has not been told yet that its session is here. */
    private boolean arriving;
    /** Nothing is read until more is safe. */
    private boolean full;

    Counting(
            C2sStream stream,
            Resumptions house,
            Seat seat,
            StreamTransport transport,
            C2sLine line,
            Traffic traffic,
            Connection connection) {
        this.stream = stream;
        this.house = house;
        this.seat = seat;
        this.transport = transport;
        this.line = line;
        this.traffic = traffic;
        this.connection = connection;
        telling = new Telling(safe -> transport.send(C2sManagement.answer(safe)), seat.loop(), this::watch);
    }

    boolean isPaused() {
        return full;
    }

    /** Of a stanza that has come. */
    Receipt receive() {
        Managed counting = managed;
        return counting == null ? Receipt.NONE : counting.window().receive();
    }

    /** Reads no more if too much of what was read is not safe. */
    void pace() {
        Managed counting = managed;
        if (counting != null && counting.window().isFull()) {
            full = true;
            line.pause();
            counting.window().await();
        }
    }

    /** From the next stanza on they are counted. What has come for the session goes first. */
    XmlElement enable(Session open, ChannelOutlet outlet, boolean resume) {
        StreamManagementSpec spec =
                house.management(open.jid().domain()).orElseThrow().spec();
        Managed fresh = new Managed(house, spec, open, StreamIds.next(), resume, seat, this);
        outlet.handOver(fresh.outlet());
        open.outlet(fresh.outlet());
        count(fresh);
        if (fresh.isResumable()) {
            house.add(fresh);
        }
        return C2sManagement.enabled(
                fresh.isResumable() ? Optional.of(fresh.id()) : Optional.empty(),
                spec.resumeTimeout().toSeconds());
    }

    /** The client asks what is safe. */
    void report() {
        telling.report();
    }

    /** The stream is about to be closed: no question is left open. */
    void conclude() {
        telling.conclude();
    }

    private void count(@Nullable Managed session) {
        managed = session;
        telling.tie(session == null ? null : session.window());
    }

    /** Has more to be done once more is safe. */
    private void watch() {
        Managed counting = managed;
        if (counting != null && (full || telling.waits())) {
            counting.window().await();
        }
    }

    void acknowledge(long count) {
        Managed counting = managed;
        if (counting != null && !counting.acknowledge(count)) {
            stream.ending(C2sManagement.tooHigh(count, counting.sent()));
        }
    }

    /** The client is inactive (XEP-0352); false if it does not matter here. */
    boolean rest(Limit most) {
        Managed counting = managed;
        if (counting != null) {
            counting.rest(most);
        }
        return counting != null;
    }

    /** The client is active. */
    void rouse() {
        Managed counting = managed;
        if (counting != null) {
            counting.rouse();
        }
    }

    void resume(Jid user, C2sManagement.Request request) {
        line.pause();
        house.find(user, request.previous())
                .ifPresentOrElse(
                        session -> session.resume(request.count(), seat, outcome -> arrived(user, request, outcome)),
                        () -> unknown(user, request));
    }

    /** What its client has got of a session that is gone does not come again, even if it is on its way into the store right now. */
    private void unknown(Jid user, C2sManagement.Request request) {
        house.unknown();
        house.afterEnd(
                request.previous(),
                () -> here(() -> {
                    if (!stream.ended()) {
                        stream.effect(() -> late(user, request), count -> stream.on(new C2sEvent.NotResumed(count)));
                    }
                }));
    }

    private void here(Runnable task) {
        if (seat.isHere()) {
            task.run();
        } else {
            seat.loop().execute(task);
        }
    }

    private OptionalLong late(Jid user, C2sManagement.Request request) {
        house.holding().acknowledgedLate(user, request.previous(), request.count());
        return house.management(user.domain())
                .map(management -> management.stale().recall(user, request.previous()))
                .orElse(OptionalLong.empty());
    }

    private void arrived(Jid user, C2sManagement.Request request, Takeover outcome) {
        switch (outcome) {
            case Takeover.Gone() -> {
                if (!stream.ended()) {
                    unknown(user, request);
                }
            }
            case Takeover.TooHigh(long count, long sent) -> {
                house.tooHigh();
                if (!stream.ended()) {
                    stream.ending(C2sManagement.tooHigh(count, sent));
                }
            }
            case Takeover.Taken(Managed taken) -> {
                if (stream.ended()) {
                    taken.lost();
                } else {
                    // The client is told how many of its stanzas are safe once all are, or soon.
                    count(taken);
                    arriving = true;
                    taken.await(this);
                }
            }
        }
    }

    private void welcome(Managed taken) {
        arriving = false;
        Session open = taken.session();
        house.resumed();
        connection.on(log.atInfo()).addKeyValue("jid", open.jid()).log("session_resumed");
        long count = taken.window().received();
        taken.window().waive();
        stream.adopt(open);
        stream.on(new C2sEvent.Resumed(open.jid(), taken.id(), count));
        stream.goOn();
    }

    /** The client knows that its session is here. */
    void tie() {
        Managed taken = managed;
        if (taken != null) {
            taken.tie(this);
        }
    }

    /**
     * The stream has ended.
     *
     * @param lost without a word
     * @return whether the session was counted, and is seen to
     */
    boolean leave(boolean lost) {
        Managed counting = managed;
        count(null);
        if (counting == null) {
            return false;
        }
        if (lost) {
            counting.lost();
        } else {
            counting.over();
        }
        return true;
    }

    boolean isResumable() {
        Managed counting = managed;
        return counting != null && counting.isResumable();
    }

    @Override
    public void write(byte[] stanza) {
        if (stream.ended()) {
            // What comes while the stream ends is kept, but nothing goes behind our closing tag.
            return;
        }
        traffic.stanzaOut();
        transport.pass(stanza);
        telling.written();
    }

    @Override
    public void say(XmlElement element) {
        if (!stream.ended()) {
            transport.send(element);
        }
    }

    /** What was collected in this pass of the loop has not been offered to the kernel yet. */
    @Override
    public boolean isFull() {
        if (transport.queued() > ChannelOutlet.BOUND) {
            transport.flush();
        }
        return transport.queued() > ChannelOutlet.BOUND;
    }

    @Override
    public void end(StreamError error) {
        stream.ending(error);
    }

    @Override
    public void abandon() {
        stream.lost(Cause.CONNECTION_TIMEOUT);
        line.drop();
    }

    @Override
    public void letGo() {
        count(null);
        stream.letGo();
    }

    @Override
    public void settled() {
        Managed counting = managed;
        if (counting == null || stream.ended()) {
            return;
        }
        if (arriving) {
            welcome(counting);
            return;
        }
        Window window = counting.window();
        telling.settled();
        if (full && !window.isFull()) {
            full = false;
            stream.goOn();
        }
        watch();
    }

    @Override
    public LoggingEventBuilder on(LoggingEventBuilder builder) {
        return connection.on(builder);
    }
}
