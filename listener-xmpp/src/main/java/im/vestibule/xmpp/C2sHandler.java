package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.core.Drain;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.tls.TlsFailure;
import im.vestibule.tls.TlsHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;

/** Ties a client's stream to its TCP connection, and to TLS. */
final class C2sHandler extends StreamHandler implements C2sLine {
    private final C2sDoor door;
    private final LoopLocal loop;
    private final Traffic traffic;

    C2sHandler(C2sDoor door, LoopLocal loop, Traffic traffic) {
        this.door = door;
        this.loop = loop;
        this.traffic = traffic;
    }

    @Override
    Stream begin(ChannelHandlerContext context) {
        TcpTransport transport = new TcpTransport(new Outbox(context, loop.flusher(), traffic), Ns.CLIENT);
        return new C2sStream(
                door, loop, context.channel().eventLoop(), transport, this, traffic, Connection.of(context.channel()));
    }

    private C2sStream client() {
        return (C2sStream) stream();
    }

    @Override
    StreamError farewell(Drain drain) {
        return drain.elsewhere().map(StreamError::seeOtherHost).orElseGet(() -> super.farewell(drain));
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
            door.tally().handshakes().add(TlsVersion.engine(tls), TlsVersion.of(tls));
            client().secured(ProxyLayer.of(connection(), tls));
        } else if (isCheck(handshake.cause())) {
            lose(handshake.cause(), Cause.CONNECTION_LOST);
        } else {
            door.tally().failures().add(TlsVersion.engine(tls), TlsFailure.of(handshake.cause()));
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
    public void restart(Allowance allowance) {
        decoder().restart(allowance);
    }

    @Override
    public void secure() {
        ChannelHandlerContext here = here();
        if (decoder().holds()) {
            // Nothing sent in the clear may be read as part of the secured stream (RFC 6120 §5.4.3.3).
            stream().ending(StreamError.of(Condition.POLICY_VIOLATION));
            return;
        }
        // Behind this handler's back: what has been flushed before it was added leaves in the clear.
        here.pipeline().addFirst(C2sPipeline.TLS, door.tls().orElseThrow().newHandler(here.channel()));
        here.pipeline().addFirst(new WhiteSpace());
    }
}
