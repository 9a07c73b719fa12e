package im.vestibule.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An answer that goes on: events, as they happen (WHATWG HTML, "Server-sent events"). Begins when it is its exchange's turn
 * and is over once it is ended, or idle for too long, or the client leaves or does not read, or the house is emptied; what
 * {@link Exchange#whenGone} was given then runs on the connection's loop, once. {@link #send} and {@link #end} are for any
 * thread and do not wait.
 */
public final class EventStream {
    /** Bytes that may wait to be taken by a client; at more its connection, or its stream of HTTP/2, is closed. */
    static final int MOST = 1024 * 1024;

    /** Between two signs of life; a client that has not taken one when the next is due is cut off. */
    static final Duration BEAT = Duration.ofSeconds(15);

    private static final byte[] COMMENT = ":\n\n".getBytes(US_ASCII);

    private final EventLoop loop;
    private final Optional<Duration> idle;
    private final Runnable gone;
    private final Queue<byte[]> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unsent = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean ended;
    private volatile boolean overflowed;
    private volatile boolean over;

    // What follows is the loop's.
    private @Nullable Line line;
    private @Nullable Future<?> beat;
    private @Nullable ChannelFuture beaten;
    private @Nullable Future<?> silence;

    /**
     * Where it goes.
     *
     * @param done runs after its last word
     */
    private record Line(ChannelHandlerContext context, HttpTally tally, Runnable done) {}

    /**
     * @param idle time without an event after which it ends; empty for no end
     * @param gone runs once it is over
     */
    EventStream(EventLoop loop, Optional<Duration> idle, Runnable gone) {
        this.loop = loop;
        this.idle = idle;
        this.gone = gone;
    }

    /** @return whether it may still arrive: false once the stream is ended or over */
    public boolean send(Event event) {
        if (ended || overflowed || over) {
            return false;
        }
        byte[] bytes = event.encode();
        if (unsent.addAndGet(bytes.length) > MOST) {
            overflowed = true;
            tell();
            return false;
        }
        events.add(bytes);
        tell();
        return true;
    }

    /** Ends it after what was sent. */
    public void end() {
        ended = true;
        tell();
    }

    /** Whether nobody hears any more. */
    public boolean isOver() {
        return over;
    }

    private void tell() {
        if (!told.getAndSet(true)) {
            loop.execute(this::write);
        }
    }

    /**
     * Its turn has come, and its head is written.
     *
     * @param done runs after its last word; not if the client leaves
     */
    void open(ChannelHandlerContext context, HttpTally tally, Runnable done) {
        Line way = new Line(context, tally, done);
        line = way;
        tally.streamBegins();
        beat(way);
        rest();
        write();
    }

    boolean isBegun() {
        return line != null;
    }

    boolean isOpen() {
        return isBegun() && !over;
    }

    /** Everything that was sent since the last time, as one piece. */
    private void write() {
        told.set(false);
        Line way = line;
        if (way == null || over) {
            return;
        }
        if (overflowed) {
            cut(way);
            return;
        }
        boolean last = ended;
        List<byte[]> sent = new ArrayList<>();
        for (byte[] next = events.poll(); next != null; next = events.poll()) {
            sent.add(next);
        }
        if (!sent.isEmpty()) {
            write(way, Unpooled.wrappedBuffer(sent.toArray(byte[][]::new)));
            rest();
        }
        if (last) {
            finish(way);
        } else {
            way.context().flush();
        }
    }

    private void write(Line way, ByteBuf bytes) {
        int length = bytes.readableBytes();
        way.context().write(new DefaultHttpContent(bytes)).addListener(written -> unsent.addAndGet(-length));
    }

    private void finish(Line way) {
        leave();
        var _ = way.context().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        way.done().run();
    }

    /** Says that we are there, and sees whether the client was there the last time. */
    private void beat(Line way) {
        ChannelFuture before = beaten;
        if (before != null && !before.isDone()) {
            cut(way);
            return;
        }
        beaten = way.context().writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(COMMENT)));
        if (over) {
            return;
        }
        beat = loop.schedule(() -> beat(way), BEAT.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Counts the time without an event anew. */
    private void rest() {
        cancel(silence);
        if (over) {
            return;
        }
        idle.ifPresent(time -> silence = loop.schedule(this::end, time.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Closes without another word. */
    private void cut(Line way) {
        events.clear();
        var _ = way.context().close();
    }

    /** Nobody hears any more. */
    void leave() {
        if (over) {
            return;
        }
        over = true;
        cancel(beat);
        cancel(silence);
        events.clear();
        Line way = line;
        if (way != null) {
            way.tally().streamEnds();
        }
        gone.run();
    }

    private static void cancel(@Nullable Future<?> pending) {
        if (pending != null) {
            pending.cancel(false);
        }
    }
}
