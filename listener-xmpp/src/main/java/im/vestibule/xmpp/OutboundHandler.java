package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.xmpp.Errand.Attempt;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** Ties a stream that we open to another server to its TCP connection. */
final class OutboundHandler extends S2sHandler {
    private final Caller caller;
    private final Attempt attempt;
    private final LoopLocal loop;
    private final Traffic traffic;

    OutboundHandler(Caller caller, Attempt attempt, LoopLocal loop, Traffic traffic) {
        this.caller = caller;
        this.attempt = attempt;
        this.loop = loop;
        this.traffic = traffic;
    }

    @Override
    Stream open(ChannelHandlerContext context) {
        Backlog backlog = new Backlog(caller.most());
        Outbox outbox = new Outbox(context, loop.flusher(), traffic, backlog);
        return new OutboundStream(
                caller,
                attempt,
                loop,
                context.channel().eventLoop(),
                TcpTransport.server(outbox),
                backlog,
                this,
                traffic,
                Connection.of(context.channel()));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!attempt.target().directTls()) {
            stream().on(new OutboundEvent.Connected());
        }
    }

    @Override
    ChannelHandler tls(ChannelHandlerContext here) {
        return attempt.tls(here.channel());
    }

    @Override
    void idle() {
        stream().on(new OutboundEvent.Idle());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                SslHandler tls = context.pipeline().get(SslHandler.class);
                stream().on(new OutboundEvent.Secured(InboundHandler.certificate(attempt.server(tls))));
            } else {
                lose(handshake.cause(), Cause.TLS_FAILURE);
            }
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    OutboundStream stream() {
        return (OutboundStream) super.stream();
    }
}
