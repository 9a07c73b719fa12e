package im.vestibule.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection. What is written gathers until {@link #flush}, which comes by itself after each read; what a read
 * leaves unfinished is kept for the next.
 */
final class Line extends ChannelInboundHandlerAdapter {
    private static final byte[] NOTHING = {};
    private static final int FIRST_OUT = 512;

    private final Driver driver;
    private final Wire wire;
    private @Nullable Channel channel;
    private @Nullable ByteBuf out;
    private byte[] kept = NOTHING;
    private int count;
    private boolean ready;
    private boolean closed;

    /** A connection of this wire; it opens at once. */
    static Line open(Driver driver, Wire wire) {
        Line line = new Line(driver, wire);
        driver.connect(line);
        return line;
    }

    private Line(Driver driver, Wire wire) {
        this.driver = driver;
        this.wire = wire;
    }

    void write(byte[] bytes, int from, int to) {
        if (closed) {
            return;
        }
        ByteBuf gathered = out;
        if (gathered == null) {
            gathered = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(FIRST_OUT, to - from));
            out = gathered;
        }
        gathered.writeBytes(bytes, from, to - from);
    }

    void flush() {
        ByteBuf gathered = out;
        if (gathered != null && channel != null && ready) {
            out = null;
            var _ = channel.writeAndFlush(gathered, channel.voidPromise());
        }
    }

    /** STARTTLS has been agreed on. */
    void encrypt() {
        if (channel != null) {
            ready = false;
            SslHandler tls = driver.encrypt(channel);
            channel.pipeline().addFirst(tls);
        }
    }

    /** Says that nothing more will come from us, and goes on to read. */
    void finish() {
        flush();
        if (channel instanceof DuplexChannel duplex) {
            var _ = duplex.shutdownOutput();
        }
    }

    /** Closes without a word, and without telling the wire. */
    void close() {
        closed = true;
        kept = NOTHING;
        count = 0;
        if (out != null) {
            out.release();
            out = null;
        }
        if (channel != null) {
            var _ = channel.close();
        }
    }

    boolean isClosed() {
        return closed;
    }

    void refused(Throwable why) {
        fail(Fault.CONNECT, why.toString());
    }

    private void fail(Fault fault, String what) {
        if (!closed) {
            close();
            wire.lost(this, fault, what);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (closed) {
            return;
        }
        driver.now = System.nanoTime();
        Channel opened = context.channel();
        byte[] header = driver.target
                .proxy()
                .bytes(wire.client.index(), (InetSocketAddress) opened.localAddress(), driver.target.port());
        if (header.length > 0) {
            var _ = opened.writeAndFlush(
                    context.alloc().directBuffer(header.length).writeBytes(header));
        }
        if (driver.target.security() == Security.DIRECT) {
            opened.pipeline().addFirst(driver.encrypt(opened));
        } else {
            up();
        }
    }

    private void up() {
        ready = true;
        wire.up(this);
        flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            driver.now = System.nanoTime();
            if (handshake.isSuccess()) {
                driver.encrypted(context.pipeline().get(SslHandler.class));
                up();
            } else {
                fail(Fault.TLS, handshake.cause().toString());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        driver.now = System.nanoTime();
        try {
            byte[] inbox = driver.inbox;
            while (in.isReadable() && !closed) {
                int length = Math.min(in.readableBytes(), inbox.length);
                in.readBytes(inbox, 0, length);
                feed(inbox, length);
            }
        } finally {
            in.release();
        }
    }

    private void feed(byte[] bytes, int length) {
        if (count == 0) {
            int used = wire.take(this, bytes, 0, length);
            if (used < length && !closed) {
                kept = Arrays.copyOfRange(bytes, used, Math.max(length, used + FIRST_OUT));
                count = length - used;
            }
            return;
        }
        if (kept.length < count + length) {
            kept = Arrays.copyOf(kept, Math.max(2 * kept.length, count + length));
        }
        System.arraycopy(bytes, 0, kept, count, length);
        count += length;
        int used = wire.take(this, kept, 0, count);
        if (!closed) {
            System.arraycopy(kept, used, kept, 0, count - used);
            count -= used;
            kept = count == 0 ? NOTHING : kept;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!closed) {
            wire.settle();
            flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!closed) {
            close();
            wire.down(this, "closed by the server");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!closed) {
            // A handshake that fails says so by its event, which comes first.
            close();
            wire.down(this, cause.toString());
        }
    }
}
