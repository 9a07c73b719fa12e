package im.vestibule.xmpp;

import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.StreamError;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into stream events: {@link im.vestibule.model.StreamHeader}, {@link im.vestibule.model.Frame},
 * {@link StreamEnd}, {@link im.vestibule.model.StreamError}. A frame is a view that is valid only during the call.
 *
 * <p>While it is paused it holds what the last read left over, so at most one read's worth of bytes.
 */
final class XmppDecoder extends ChannelInboundHandlerAdapter {
    private static final byte[] NOTHING = {};
    private static final StreamError TOO_MUCH =
            StreamError.of(StreamError.Condition.POLICY_VIOLATION, "too much before authentication");

    private final Framer framer;
    private final LoopLocal loop;
    private final Traffic traffic;
    // Present if it sleeps after some time, neither at once nor never.
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
     * @param hibernateAfter silence after which scratch memory is given back; empty for never
     */
    XmppDecoder(
            Allowance allowance,
            String contentNamespace,
            LoopLocal loop,
            Traffic traffic,
            Optional<Duration> hibernateAfter) {
        this(
                allowance,
                contentNamespace,
                loop,
                traffic,
                hibernateAfter.equals(Optional.of(Duration.ZERO)),
                hibernateAfter
                        .filter(Duration::isPositive)
                        .map(loop::hibernation)
                        .orElse(null));
    }

    /**
     * @param keepsNothing whether scratch memory is given back at once
     */
    XmppDecoder(
            Allowance allowance,
            String contentNamespace,
            LoopLocal loop,
            Traffic traffic,
            boolean keepsNothing,
            @Nullable Hibernation hibernation) {
        this.allowance = allowance;
        this.loop = loop;
        this.traffic = traffic;
        framer = Framer.stream(allowance.each(), contentNamespace, loop.workspace());
        framer.keep(!keepsNothing);
        sleeper = hibernation == null ? null : hibernation.sleeper(framer::rest);
    }

    /** The next bytes begin a new stream (RFC 6120 §4.3.3). */
    void restart(Allowance allowance) {
        this.allowance = allowance;
        bytes = 0;
        elements = 0;
        framer.restart(allowance.each());
        ended = false;
    }

    /** The same stream goes on; from its next element on this much may be read, counted anew. */
    void allow(Allowance allowance) {
        this.allowance = allowance;
        bytes = 0;
        elements = 0;
        framer.limits(allowance.each());
    }

    /** Keeps what is already here, and what still comes, for later. */
    void pause() {
        paused = true;
    }

    /** Goes on with what was kept, until paused again. */
    void resume() {
        paused = false;
        drain();
    }

    /** Whether it has scratch memory of its own. */
    boolean isAwake() {
        return framer.isAwake();
    }

    boolean isPaused() {
        return paused;
    }

    /** Nothing more is read; what arrives is thrown away. */
    void end() {
        ended = true;
        release();
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
            input.release();
        } else if (bytes > allowance.bytes()) {
            input.release();
            exceed(context);
        } else if (rest != null) {
            rest = context.alloc().compositeBuffer().addComponents(true, rest, input);
        } else if (paused) {
            rest = input;
        } else {
            decode(context, input);
        }
    }

    private void exceed(ChannelHandlerContext context) {
        end();
        context.fireChannelRead(TOO_MUCH);
    }

    private void drain() {
        ChannelHandlerContext here = context;
        ByteBuf input = rest;
        if (here != null && input != null && !decoding && !paused) {
            rest = null;
            decode(here, input);
            here.fireChannelReadComplete();
        }
    }

    private void decode(ChannelHandlerContext context, ByteBuf bytes) {
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
                rest = context.alloc().buffer(end - position).writeBytes(array, position, end - position);
            }
        } finally {
            decoding = false;
            array = NOTHING;
            end = position;
            ReferenceCountUtil.release(bytes);
        }
    }

    /** Comes to the end, or to where reading was paused. */
    private void decode(ChannelHandlerContext context) {
        while (true) {
            Framing found = framer.next(array, position, end);
            position = framer.position();
            switch (found) {
                case MORE -> {
                    position = end;
                    return;
                }
                case HEADER -> context.fireChannelRead(framer.frame().header());
                case ELEMENT -> {
                    if (++elements > allowance.elements()) {
                        exceed(context);
                    } else {
                        context.fireChannelRead(framer.frame());
                    }
                }
                case END -> context.fireChannelRead(StreamEnd.INSTANCE);
                case FAULT -> {
                    ended = true;
                    context.fireChannelRead(framer.fault());
                }
            }
            if (ended) {
                return;
            }
            if (paused) {
                // Lets the framer go of what it needed to look at the element.
                framer.next(array, position, position);
                return;
            }
        }
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
