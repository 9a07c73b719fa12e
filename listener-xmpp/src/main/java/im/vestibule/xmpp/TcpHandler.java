package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.tls.TlsHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;

/** Ties a client's stream to its TCP connection. */
final class TcpHandler extends C2sHandler {
    TcpHandler(C2sDoor door, LoopLocal loop, Traffic traffic) {
        super(door, loop, traffic);
    }

    @Override
    C2sState begin(Connection connection) {
        return door().directTls() ? new C2sState.Securing() : new C2sState.Fresh(ProxyLayer.link(connection));
    }

    @Override
    StreamTransport transport(Outbox outbox) {
        return new TcpTransport(outbox, Ns.CLIENT);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            handshake(context, handshake);
        } else {
            super.userEventTriggered(context, event);
        }
    }

    private void handshake(ChannelHandlerContext context, SslHandshakeCompletionEvent handshake) {
        TlsHandler tls = (TlsHandler) context.pipeline().get(C2sPipeline.TLS);
        if (handshake.isSuccess()) {
            door().tally().secured(tls);
            stream().on(new C2sEvent.Secured(ProxyLayer.of(connection(), tls)));
        } else if (connection().refused() || isCheck(handshake.cause())) {
            // What we have turned away before it could begin has not failed.
            lose(handshake.cause(), Cause.CONNECTION_LOST);
        } else {
            door().tally().notSecured(tls, handshake.cause());
            lose(handshake.cause(), Cause.TLS_FAILURE);
        }
    }

    /** A proxy that speaks for itself only tries whether we are there; it does not go on with TLS. */
    private boolean isCheck(Throwable cause) {
        boolean itself =
                connection().proxy().filter(header -> header.source().isEmpty()).isPresent();
        return itself && cause instanceof ClosedChannelException;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Stray) {
            stream().on(new C2sEvent.Stray());
        } else {
            super.channelRead(context, message);
        }
    }

    @Override
    public void strict(boolean strict) {
        here().pipeline().get(XmppDecoder.class).strict(strict);
    }

    @Override
    public void secure() {
        ChannelHandlerContext here = here();
        if (here.pipeline().get(XmppDecoder.class).holds()) {
            // Nothing sent in the clear may be read as part of the secured stream (RFC 6120 §5.4.3.3).
            stream().on(new C2sEvent.Ending(StreamError.of(Condition.POLICY_VIOLATION)));
            return;
        }
        // Behind this handler's back: what has been flushed before it was added leaves in the clear.
        here.pipeline().addFirst(C2sPipeline.TLS, door().tls().orElseThrow().newHandler(here.channel()));
        here.pipeline().addFirst(new WhiteSpace());
    }

    @Override
    void hangUp(ChannelHandlerContext here) {
        Goodbye.halfClose(here);
        Goodbye.linger(here);
    }
}
