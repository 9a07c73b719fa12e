package im.vestibule.core;

import im.vestibule.core.Valve.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.Future;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows a connection down to a number of bytes per second. What was read goes through at once; the next read waits as
 * long as that costs. To be put behind TLS, where bytes are as the protocol above counts them.
 */
public final class ShaperHandler extends ChannelInboundHandlerAdapter {
    private static final String NAME = "shaper";

    private final LongSupplier clock;
    private int rate;
    private TokenBucket bucket;
    private @Nullable Future<?> waiting;
    private boolean waited;

    /**
     * @param rate bytes per second
     */
    public ShaperHandler(int rate) {
        this(rate, System::nanoTime);
    }

    ShaperHandler(int rate, LongSupplier clock) {
        this.rate = rate;
        this.clock = clock;
        bucket = new TokenBucket(rate, clock.getAsLong());
    }

    /**
     * Gives a connection the rate that is right for it now. One that keeps its rate keeps what it owes; one without a rate
     * has no such handler.
     *
     * @param before name of the handler that the bytes are for
     * @param rate bytes per second; empty for as fast as they come
     */
    public static void shape(ChannelPipeline line, String before, OptionalInt rate) {
        ShaperHandler present = line.get(ShaperHandler.class);
        if (present == null) {
            rate.ifPresent(bytes -> line.addBefore(before, NAME, new ShaperHandler(bytes)));
        } else if (rate.isPresent()) {
            present.rate(rate.getAsInt());
        } else {
            line.remove(present);
        }
    }

    /** Whether something the peer has sent may have had to wait since this was asked last, or still does. */
    public boolean hasWaited() {
        boolean before = waited;
        waited = waiting != null && !waiting.isDone();
        return before;
    }

    private void rate(int bytes) {
        if (bytes != rate) {
            rate = bytes;
            bucket = new TokenBucket(bytes, clock.getAsLong());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        int bytes = message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
        context.fireChannelRead(message);
        // What was in it may have set the connection free.
        if (!context.isRemoved()) {
            hold(context, bucket.take(bytes, clock.getAsLong()));
        }
    }

    private void hold(ChannelHandlerContext context, long nanos) {
        if (nanos > 0) {
            cancel();
            Valve valve = Valve.of(context.channel());
            if (!valve.isShut(Reason.SHAPER)) {
                Connection.of(context.channel()).tally().pause();
            }
            valve.shut(Reason.SHAPER);
            waited = true;
            waiting = context.executor().schedule(() -> valve.open(Reason.SHAPER), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void cancel() {
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel();
        Valve.of(context.channel()).open(Reason.SHAPER);
    }
}
