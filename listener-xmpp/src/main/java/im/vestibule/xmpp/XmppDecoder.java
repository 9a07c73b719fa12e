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
    private final Framer framer;
    private final LoopLocal loop;
    private final Traffic traffic;
    private @Nullable ByteBuf rest;
    private boolean decoding;
    private boolean unread;
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

    /** Whether bytes have arrived that were not looked at yet. */
    boolean holds() {
        return rest != null || unread;
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
            byte[] array;
            int from;
            if (bytes.hasArray()) {
                array = bytes.array();
                from = bytes.arrayOffset() + bytes.readerIndex();
            } else {
                array = loop.scratch(length);
                from = 0;
                bytes.getBytes(bytes.readerIndex(), array, 0, length);
            }
            int left = decode(context, array, from, from + length);
            if (left > 0 && !ended) {
                rest = context.alloc().buffer(left).writeBytes(array, from + length - left, left);
            }
        } finally {
            decoding = false;
            ReferenceCountUtil.release(bytes);
        }
    }

    /** Returns how many bytes at the end were left unread because reading was paused. */
    private int decode(ChannelHandlerContext context, byte[] array, int from, int to) {
        int position = from;
        while (true) {
            Framing found = framer.next(array, position, to);
            position = framer.position();
            unread = position < to;
            switch (found) {
                case MORE -> {
                    return 0;
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
                return 0;
            }
            if (!context.channel().config().isAutoRead()) {
                // Lets the framer go of what it needed to look at the element.
                framer.next(array, position, position);
                return to - position;
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
