package im.vestibule.http;

import im.vestibule.http.Response.Header;
import im.vestibule.tls.TlsHandler;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request and what becomes of it: one answer, now or later, which may be a stream of events; or the end of HTTP on this
 * connection. Only the connection's loop touches it; {@link #settle} brings the answer of another thread there.
 */
public final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    /** What carries it. */
    interface Carrier {
        EventLoop loop();

        /** The TLS that ends here. */
        Optional<TlsHandler> tls();

        /** Some of its exchanges may have an answer, or the beginning of one. */
        void answered();

        /** HTTP is over; what follows is the handler's. */
        void takeOver(Exchange exchange, Response head, ChannelHandler next);
    }

    private final Carrier carrier;
    private final Request request;
    private final Origin origin;
    private @Nullable Response response;
    private @Nullable EventStream stream;
    private @Nullable Runnable gone;
    private boolean over;

    Exchange(Carrier carrier, Request request, Origin origin) {
        this.carrier = carrier;
        this.request = request;
        this.origin = origin;
    }

    public Request request() {
        return request;
    }

    /** Where it comes from. */
    public Origin origin() {
        return origin;
    }

    public EventLoop loop() {
        return carrier.loop();
    }

    /** Whether nobody waits for an answer any more. */
    public boolean isOver() {
        return over;
    }

    /** Sends the answer, after those of earlier exchanges. Who has left does not get it. */
    public void answer(Response answer) {
        if (over || response != null || stream != null) {
            answer.body().release();
            return;
        }
        response = answer;
        carrier.answered();
    }

    /**
     * Answers with a stream of events, which begins after the answers to earlier exchanges. To HEAD it has only a head. What
     * {@link #whenGone} is given, before or after, runs once the stream is over, however that came about.
     *
     * @param idle time without an event after which the stream ends; empty for no end
     * @param headers besides those that every such answer has
     * @throws IllegalStateException if there is an answer already
     */
    public EventStream stream(Optional<Duration> idle, Header... headers) {
        if (response != null || stream != null) {
            throw new IllegalStateException("answered already");
        }
        EventStream opened = new EventStream(loop(), idle, this::tellGone);
        stream = opened;
        response = Response.of(Status.OK, "text/event-stream", Unpooled.EMPTY_BUFFER);
        for (Header header : headers) {
            response = response.with(header.name(), header.value());
        }
        if (over || request.method().equals(HttpMethod.HEAD)) {
            opened.leave();
        }
        if (!over) {
            carrier.answered();
        }
        return opened;
    }

    /**
     * What is to be done on the loop.
     *
     * @param delay from when that is known
     */
    record Late(Runnable act, Duration delay) {}

    /** Finds out on a virtual thread what is to be done, and does it when it is due. */
    void settle(Supplier<Late> finding) {
        // As many at a time as a connection may have exchanges.
        Thread.ofVirtual().name("http").start(() -> {
            Late found = find(finding);
            if (found.delay().isZero()) {
                loop().execute(() -> act(found));
            } else {
                var _ = loop().schedule(() -> act(found), found.delay().toNanos(), TimeUnit.NANOSECONDS);
            }
        });
    }

    private void act(Late found) {
        try {
            found.act().run();
        } catch (RuntimeException | Error failure) {
            abort(failure);
        }
    }

    private Late find(Supplier<Late> finding) {
        try {
            return finding.get();
        } catch (RuntimeException | Error failure) {
            Response failed = fail(failure);
            return new Late(() -> answer(failed), Duration.ZERO);
        }
    }

    /** Ends it by a mistake of ours. */
    void abort(Throwable failure) {
        Response failed = fail(failure);
        EventStream begun = stream;
        if (begun != null) {
            begun.end();
        }
        answer(failed);
    }

    /** A mistake of ours. */
    Response fail(Throwable failure) {
        origin.connection()
                .on(log.atError())
                .addKeyValue("path", request.path())
                .setCause(failure)
                .log("exchange_failed");
        return Answers.of(Status.INTERNAL_SERVER_ERROR);
    }

    /**
     * Changes to another protocol, which the client has asked for.
     *
     * @param head of the answer
     * @param next takes the bytes that follow, as {@link io.netty.buffer.ByteBuf}, and writes such
     */
    public void takeOver(Response head, ChannelHandler next) {
        over = true;
        carrier.takeOver(this, head, next);
    }

    /** Says what to do if the client leaves before it has an answer, or once the stream that is the answer is over. */
    public void whenGone(Runnable action) {
        gone = action;
        EventStream begun = stream;
        if (begun != null && begun.isOver()) {
            tellGone();
        }
    }

    private void tellGone() {
        Runnable action = gone;
        if (action != null) {
            gone = null;
            action.run();
        }
    }

    /** The client has left. */
    void leave() {
        EventStream begun = stream;
        if (begun != null) {
            over = true;
            begun.leave();
        } else if (!over) {
            over = true;
            if (response != null) {
                response.body().release();
            } else {
                tellGone();
            }
        }
    }

    /** What follows the head of the answer. */
    @Nullable
    EventStream stream() {
        return stream;
    }

    /** Takes the answer, once it is there. */
    @Nullable
    Response take() {
        Response ready = response;
        if (ready != null) {
            over = true;
        }
        return ready;
    }
}
