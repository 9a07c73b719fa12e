package im.vestibule.xmpp;

import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into stream events: {@link im.vestibule.model.StreamHeader}, {@link im.vestibule.model.Frame},
 * {@link StreamEnd}, {@link im.vestibule.model.StreamError}. A frame is a view that is valid only during the call.
 *
 * <p>While reading is paused it holds what the last read left over, so at most one read's worth of bytes.
 */
final class XmppDecoder extends ChannelDuplexHandler {
    private static final byte[] NOTHING = {};

    private final Framer framer;
    private final LoopLocal loop;
    private final Traffic traffic;
    private @Nullable ByteBuf rest;
    private boolean decoding;
    private byte[] array = NOTHING;
    private int position;
    private int end;
    private boolean ended;

    XmppDecoder(Framer framer, LoopLocal loop, Traffic traffic) {
        this.framer = framer;
        this.loop = loop;
        this.traffic = traffic;
    }

    /** The next bytes begin a new stream (RFC 6120 §4.3.3). */
    void restart(FrameLimits limits) {
        framer.restart(limits);
        ended = false;
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
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        traffic.read(bytes.readableBytes());
        if (ended) {
            bytes.release();
        } else if (rest != null) {
            rest = context.alloc().compositeBuffer().addComponents(true, rest, bytes);
            drain(context);
        } else {
            decode(context, bytes);
        }
    }

    @Override
    public void read(ChannelHandlerContext context) {
        drain(context);
        if (rest == null) {
            context.read();
        }
    }

    private void drain(ChannelHandlerContext context) {
        ByteBuf bytes = rest;
        if (bytes != null && !decoding && context.channel().config().isAutoRead()) {
            rest = null;
            decode(context, bytes);
            context.fireChannelReadComplete();
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
                case ELEMENT -> context.fireChannelRead(framer.frame());
                case END -> context.fireChannelRead(StreamEnd.INSTANCE);
                case FAULT -> {
                    ended = true;
                    context.fireChannelRead(framer.fault());
                }
            }
            if (ended) {
                return;
            }
            if (!context.channel().config().isAutoRead()) {
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
    }
}
