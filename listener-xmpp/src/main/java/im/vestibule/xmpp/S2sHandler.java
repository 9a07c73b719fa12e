package im.vestibule.xmpp;

import im.vestibule.core.ShaperHandler;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.timeout.IdleStateEvent;

/** Ties a stream between servers to its TCP connection, whoever has opened it. */
abstract class S2sHandler extends StreamHandler implements S2sLine {
    /** TLS for this connection. */
    abstract ChannelHandler tls(ChannelHandlerContext here);

    /** Nothing has come or gone for long. */
    abstract void idle();

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            idle();
        } else {
            super.userEventTriggered(context, event);
        }
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
            drop();
            return;
        }
        // Behind this handler's back: what has been flushed before it was added leaves in the clear.
        here.pipeline().addFirst(C2sPipeline.TLS, tls(here));
    }

    @Override
    public boolean hasWaited() {
        ShaperHandler shaper = here().pipeline().get(ShaperHandler.class);
        return shaper != null && shaper.hasWaited();
    }

    @Override
    public void cut() {
        ChannelHandlerContext here = here();
        here.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        // Past TLS, whose goodbye would have to wait for what the peer does not take.
        var _ = here.pipeline().firstContext().close();
    }

    @Override
    void hangUp(ChannelHandlerContext here) {
        Goodbye.halfClose(here);
        Goodbye.linger(here);
    }
}
