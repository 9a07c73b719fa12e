package im.vestibule.core;

import im.vestibule.config.Network;
import im.vestibule.core.ProxyHeader.Peek;
import im.vestibule.core.Tally.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the PROXY header that a connection must begin with. Alone in the pipeline until the header is in; then the door's
 * handlers take its place, as if the connection had been accepted just now from where the client is. So no time of theirs
 * runs for the proxy, and whatever they ask about the client has its answer.
 *
 * <p>It holds fewer than {@value ProxyBlock#LONGEST} bytes, for a second at most.
 */
final class ProxyHandler extends ChannelInboundHandlerAdapter {
    /** As MongooseIM. */
    static final long DEADLINE_MS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(ProxyHandler.class);

    private final Door door;
    private final Refusals refusals;
    private boolean over;
    private @Nullable ByteBuf held;
    private @Nullable Future<?> deadline;

    private ProxyHandler(Door door, Refusals refusals) {
        this.door = door;
        this.refusals = refusals;
    }

    /** Puts the header ahead of a door's pipeline. */
    static ChannelInitializer<Channel> ahead(Door door, Refusals refusals) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ProxyHandler(door, refusals));
            }
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (trusts(Connection.of(context.channel()).client())) {
            deadline = context.executor()
                    .schedule(
                            () -> refuse(context, Refusal.PROXY_HEADER, "no PROXY header in time"),
                            DEADLINE_MS,
                            TimeUnit.MILLISECONDS);
        } else {
            refuse(context, Refusal.UNTRUSTED_PROXY, "not one of trusted_proxies");
        }
    }

    private boolean trusts(SocketAddress peer) {
        Optional<List<Network>> trusted = door.socket().trustedProxies();
        return trusted.isEmpty()
                || (peer instanceof InetSocketAddress inet
                        && !inet.isUnresolved()
                        && trusted.get().stream().anyMatch(network -> network.contains(inet.getAddress())));
    }

    /** Held back: the door's handlers hear of it when they are there. */
    @Override
    public void channelActive(ChannelHandlerContext context) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (over) {
            bytes.release();
            return;
        }
        ByteBuf all =
                held == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), held, bytes);
        held = all;
        switch (ProxyHeader.peek(all)) {
            case Peek.Partial() -> {}
            case Peek.Malformed(String reason) -> refuse(context, Refusal.PROXY_HEADER, reason);
            case Peek.Whole(ProxyHeader header, int length) -> {
                held = null;
                Connection.of(context.channel()).proxied(header, door.socket().trustProxyTls());
                makeWay(context.pipeline(), all.skipBytes(length));
            }
        }
    }

    /**
     * @param rest what came behind the header
     */
    private void makeWay(ChannelPipeline pipeline, ByteBuf rest) {
        pipeline.remove(this);
        pipeline.addLast(door.pipeline());
        pipeline.fireChannelActive();
        // Whoever was turned away just now is not to be heard.
        if (rest.isReadable() && pipeline.channel().isActive()) {
            pipeline.fireChannelRead(rest);
        } else {
            rest.release();
        }
    }

    private void refuse(ChannelHandlerContext context, Refusal cause, String reason) {
        if (!over) {
            over = true;
            refusals.refuse(context.channel(), cause, reason);
        }
    }

    /** A balancer that only tries whether we are there, by connecting, has done nothing wrong. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (held != null) {
            refuse(context, Refusal.PROXY_HEADER, "closed within its PROXY header");
        } else if (!over) {
            over = true;
            Connection.of(context.channel()).on(log.atDebug()).log("connection_tried");
        }
    }

    /** Nobody is there yet to say goodbye to. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Drain) {
            over = true;
            var _ = context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            Connection.of(context.channel()).on(log.atError()).setCause(cause).log("proxy_header_failed");
        }
        var _ = context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
