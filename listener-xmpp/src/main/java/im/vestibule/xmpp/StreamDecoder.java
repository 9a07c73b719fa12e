package im.vestibule.xmpp;

import im.vestibule.model.Framer;
import im.vestibule.model.StreamError;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into stream events: {@link im.vestibule.model.StreamHeader}, {@link im.vestibule.model.Frame},
 * {@link StreamEnd}, {@link im.vestibule.model.StreamError}. A frame is a view that is valid only during the call.
 *
 * <p>While it is paused it holds what the last read left over, so at most one read's worth of bytes.
 */
abstract class StreamDecoder extends ChannelInboundHandlerAdapter {
    private static final byte[] NOTHING = {};
    static final StreamError TOO_MUCH =
            StreamError.of(StreamError.Condition.POLICY_VIOLATION, "too much before authentication");

    private final Framer framer;
    private final LoopLocal loop;
    private final Traffic traffic;
    // Present if something is to happen after some silence.
    private final Hibernation.@Nullable Sleeper sleeper;
    private Allowance allowance;
    private long bytes;
    private long elements;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf rest;
    private boolean paused;
    private boolean decoding;
    private byte[] array = NOTHING;
    private int position;
    private int end;
    private boolean ended;

    /**
     * @param keepsNothing whether scratch memory is given back at once
     * @param silence to be woken by whatever comes
     */
    StreamDecoder(
            Allowance allowance,
            Framer framer,
            LoopLocal loop,
            Traffic traffic,
            boolean keepsNothing,
            Hibernation.@Nullable Sleeper silence) {
        this.allowance = allowance;
        this.loop = loop;
        this.traffic = traffic;
        this.framer = framer;
        framer.keep(!keepsNothing);
        sleeper = silence;
    }

    /** Reads on from {@link #position}, until it is paused or has come to the end; what it leaves comes again, with more. */
    abstract void decode(ChannelHandlerContext context);

    /** The next bytes begin a new stream (RFC 6120 §4.3.3). */
    void restart(Allowance allowance) {
        this.allowance = allowance;
        bytes = 0;
        elements = 0;
        framer.restart(allowance.each());
        ended = false;
    }

    /** From the next element on this may be read of the stream that there is. */
    void admit(Allowance allowance) {
        this.allowance = allowance;
        framer.limits(allowance.each());
    }

    /** Keeps what is already here, and what still comes, for later. */
    void pause() {
        paused = true;
    }

    /** Goes on with what was kept, until paused again. */
    void resume() {
        paused = false;
        ChannelHandlerContext here = context;
        ByteBuf input = rest;
        if (here != null && input != null && !decoding) {
            rest = null;
            read(here, input);
            here.fireChannelReadComplete();
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** Whether it has scratch memory of its own. */
    boolean isAwake() {
        return framer.isAwake();
    }

    /** Nothing more is read; what arrives is thrown away. */
    void end() {
        ended = true;
        release();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether anything but white space has arrived that was not looked at yet. */
    boolean holds() {
        if (rest != null) {
            return true;
        }
        int at = position;
        while (at < end && WhiteSpace.is(array[at])) {
            at++;
        }
        return at < end;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf input = (ByteBuf) message;
        int size = input.readableBytes();
        bytes += size;
        traffic.read(size);
        if (sleeper != null) {
            sleeper.stir();
        }
        if (ended) {
            discard(context, input);
        } else if (bytes > allowance.bytes()) {
            input.release();
            exceed(context);
        } else if (rest != null) {
            ByteBuf all = context.alloc().compositeBuffer().addComponents(true, rest, input);
            rest = null;
            hold(context, all);
        } else {
            hold(context, input);
        }
    }

    private void hold(ChannelHandlerContext context, ByteBuf input) {
        if (paused) {
            keep(context, input);
        } else {
            read(context, input);
        }
    }

    /** Holds what cannot be read yet. */
    void keep(ChannelHandlerContext context, ByteBuf waiting) {
        rest = waiting;
    }

    /** What comes after the end. */
    void discard(ChannelHandlerContext context, ByteBuf input) {
        input.release();
    }

    private void exceed(ChannelHandlerContext context) {
        end();
        fault(context, TOO_MUCH);
    }

    /** The last event. */
    void fault(ChannelHandlerContext context, StreamError error) {
        ended = true;
        context.fireChannelRead(error);
    }

    void read(ChannelHandlerContext context, ByteBuf bytes) {
        decoding = true;
        try {
            int length = bytes.readableBytes();
            if (bytes.hasArray()) {
                array = bytes.array();
                position = bytes.arrayOffset() + bytes.readerIndex();
            } else {
                array = loop.scratch(length);
                position = 0;
                bytes.getBytes(bytes.readerIndex(), array, 0, length);
            }
            end = position + length;
            decode(context);
            if (position < end && !ended) {
                keep(context, context.alloc().buffer(end - position).writeBytes(array, position, end - position));
            }
        } finally {
            decoding = false;
            array = NOTHING;
            end = position;
            ReferenceCountUtil.release(bytes);
        }
    }

    /** Hands on what the framer has found, unless that is too many. */
    void element(ChannelHandlerContext context, Object event) {
        if (++elements > allowance.elements()) {
            exceed(context);
        } else {
            context.fireChannelRead(event);
        }
    }

    /** Counts bytes that were packed into fewer; false if they are too many. */
    boolean unpacked(ChannelHandlerContext context, int more) {
        bytes += more;
        boolean fine = bytes <= allowance.bytes();
        if (!fine) {
            exceed(context);
        }
        return fine;
    }

    Framer framer() {
        return framer;
    }

    LoopLocal loop() {
        return loop;
    }

    Allowance allowance() {
        return allowance;
    }

    byte[] array() {
        return array;
    }

    /** First byte not yet read. */
    int position() {
        return position;
    }

    /** Everything before this is read. */
    void position(int next) {
        position = next;
    }

    int limit() {
        return end;
    }

    private void release() {
        ByteBuf bytes = rest;
        if (bytes != null) {
            rest = null;
            bytes.release();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
        if (sleeper != null) {
            sleeper.leave();
        }
    }
}
