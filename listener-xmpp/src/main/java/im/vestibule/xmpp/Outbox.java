package im.vestibule.xmpp;

import im.vestibule.model.Sink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/** Collects the bytes that leave on one connection during one pass of its loop. Only that loop touches it. */
final class Outbox implements Sink, Flusher.Collector {
    private static final int FIRST = 1024;

    private final ChannelHandlerContext context;
    private final Flusher flusher;
    private final Traffic traffic;
    private final Backlog backlog;
    private @Nullable ByteBuf pending;

    /**
     * @param context the handler behind which the bytes leave
     */
    Outbox(ChannelHandlerContext context, Flusher flusher, Traffic traffic) {
        this(context, flusher, traffic, Backlog.UNBOUNDED);
    }

    /**
     * @param context the handler behind which the bytes leave
     * @param backlog of the stanzas among them
     */
    Outbox(ChannelHandlerContext context, Flusher flusher, Traffic traffic, Backlog backlog) {
        this.context = context;
        this.flusher = flusher;
        this.traffic = traffic;
        this.backlog = backlog;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        buffer().writeBytes(bytes, offset, length);
    }

    /** Takes over a buffer that was filled elsewhere. */
    void write(ByteBuf bytes) {
        try {
            buffer().writeBytes(bytes);
        } finally {
            bytes.release();
        }
    }

    /** What is collected; good until {@link #flush}. */
    ByteBuf buffer() {
        ByteBuf buffer = pending;
        if (buffer == null) {
            buffer = context.alloc().buffer(FIRST);
            pending = buffer;
            flusher.add(this);
        }
        return buffer;
    }

    /** Hands what was collected to the socket. */
    @Override
    public void flush() {
        ByteBuf buffer = pending;
        if (buffer != null) {
            pending = null;
            traffic.wrote(buffer.readableBytes());
            long stanzas = backlog.send();
            if (stanzas == 0) {
                var _ = context.writeAndFlush(buffer, context.voidPromise());
            } else {
                var _ = context.writeAndFlush(buffer).addListener(sent -> backlog.gone(stanzas));
            }
        }
    }

    /** Bytes not yet taken by the kernel. */
    long queued() {
        Channel channel = context.channel();
        var outbound = channel.unsafe().outboundBuffer();
        return (pending == null ? 0 : pending.readableBytes())
                + (outbound == null ? waiting(channel) : outbound.totalPendingWriteBytes());
    }

    /** Of a stream of HTTP/2, which keeps its own account of what waits for its connection. */
    private static long waiting(Channel channel) {
        return channel.isWritable()
                ? channel.config().getWriteBufferHighWaterMark() - channel.bytesBeforeUnwritable()
                : channel.config().getWriteBufferLowWaterMark() + channel.bytesBeforeWritable();
    }
}
