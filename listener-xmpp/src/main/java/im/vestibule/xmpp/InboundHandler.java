package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.tls.PeerIdentity;
import im.vestibule.tls.TlsHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** Ties a stream that another server has opened to its TCP connection. */
final class InboundHandler extends S2sHandler {
    private final InboundDoor door;
    private final LoopLocal loop;
    private final Traffic traffic;

    InboundHandler(InboundDoor door, LoopLocal loop, Traffic traffic) {
        this.door = door;
        this.loop = loop;
        this.traffic = traffic;
    }

    @Override
    Stream open(ChannelHandlerContext context) {
        Backlog backlog = new Backlog(door.most());
        Outbox outbox = new Outbox(context, loop.flusher(), traffic, backlog);
        return new InboundStream(
                door,
                loop,
                context.channel().eventLoop(),
                TcpTransport.server(outbox),
                backlog,
                this,
                traffic,
                Connection.of(context.channel()));
    }

    @Override
    ChannelHandler tls(ChannelHandlerContext here) {
        return door.tls().orElseThrow().newHandler(here.channel());
    }

    @Override
    void idle() {
        stream().on(new InboundEvent.Idle());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            TlsHandler tls = (TlsHandler) context.pipeline().get(C2sPipeline.TLS);
            if (handshake.isSuccess()) {
                door.tally().secured(tls);
                stream().on(new InboundEvent.Secured(certificate(tls.client())));
            } else {
                door.tally().notSecured(tls, handshake.cause());
                lose(handshake.cause(), Cause.TLS_FAILURE);
            }
        } else {
            super.userEventTriggered(context, event);
        }
    }

    /** What a server has shown. */
    static Certificate certificate(PeerIdentity identity) {
        return switch (identity) {
            case PeerIdentity.Verified verified -> new Believed(verified);
            case PeerIdentity.Absent _, PeerIdentity.Unverified _ -> Certificate.NONE;
        };
    }

    private record Believed(PeerIdentity.Verified identity) implements Certificate {
        @Override
        public boolean trusted() {
            return true;
        }

        @Override
        public boolean covers(String domain) {
            return identity.covers(domain);
        }
    }

    @Override
    InboundStream stream() {
        return (InboundStream) super.stream();
    }
}
