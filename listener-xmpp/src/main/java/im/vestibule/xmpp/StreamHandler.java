package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.core.Drain;
import im.vestibule.core.ShaperHandler;
import im.vestibule.core.Valve;
import im.vestibule.core.Valve.Reason;
import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.WriteTimeoutException;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ties a stream of any kind to the channel that carries it. Translates, decides nothing. */
abstract class StreamHandler extends ChannelInboundHandlerAdapter implements Line {
    private static final Logger log = LoggerFactory.getLogger(StreamHandler.class);

    private @Nullable ChannelHandlerContext context;
    private @Nullable Stream stream;
    private @Nullable SendTimeout sending;

    /** Makes the stream of a connection. */
    abstract Stream open(ChannelHandlerContext context);

    /** Our last words are on their way. */
    abstract void hangUp(ChannelHandlerContext here);

    /** What a stream hears when the house is emptied. */
    StreamError farewell(Drain drain) {
        return StreamError.of(Condition.SYSTEM_SHUTDOWN);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
        stream = open(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case Frame frame -> stream().frame(frame);
            case StreamHeader header -> stream().header(header);
            case StreamEnd _ -> stream().end();
            case StreamError error -> stream().malformed(error);
            default -> throw new IllegalArgumentException(message.toString());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case Expired _ -> stream().late();
            case Drain drain -> stream().ending(farewell(drain));
            default -> context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        sending().changed();
    }

    private SendTimeout sending() {
        SendTimeout timeout = sending;
        if (timeout == null) {
            timeout = new SendTimeout(
                    here(), SendTimeout.USUAL, () -> lose(WriteTimeoutException.INSTANCE, Cause.SEND_TIMEOUT));
            sending = timeout;
        }
        return timeout;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stream().lost(Cause.CONNECTION_LOST);
    }

    /** A timer that went on would keep all that belongs to the connection. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (sending != null) {
            sending.stop();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            lose(cause, Cause.CONNECTION_LOST);
        } else {
            connection().on(log.atError()).setCause(cause).log("stream_failed");
            if (stream().ended()) {
                // There is nothing left that would close it.
                drop();
            } else {
                stream().ending(StreamError.of(Condition.INTERNAL_SERVER_ERROR));
            }
        }
    }

    /** The connection is of no more use. Whoever has had a last word needs no other line. */
    final void lose(Throwable reason, Cause cause) {
        if (!stream().ended()) {
            connection().on(log.atDebug()).addKeyValue("reason", reason(reason)).log("connection_lost");
        }
        stream().lost(cause);
        drop();
    }

    private static String reason(Throwable cause) {
        return switch (cause) {
            // Its message quotes what the peer has sent, credentials perhaps.
            case NotSslRecordException _ -> "not an SSL/TLS record";
            case DecoderException wrapper when wrapper.getCause() != null -> reason(wrapper.getCause());
            default -> String.valueOf(cause.getMessage());
        };
    }

    @Override
    public void pause() {
        decoder().pause();
        valve().shut(Reason.STREAM);
        StateTimeoutHandler timeout = here().pipeline().get(StateTimeoutHandler.class);
        if (timeout != null) {
            timeout.hold();
        }
    }

    @Override
    public void resume() {
        progress();
        StreamDecoder decoder = decoder();
        decoder.resume();
        // What was kept may have paused it again.
        if (!decoder.isPaused()) {
            valve().open(Reason.STREAM);
        }
    }

    private Valve valve() {
        return Valve.of(here().channel());
    }

    @Override
    public void shape(OptionalInt rate) {
        ShaperHandler.shape(here().pipeline(), C2sPipeline.XML, rate);
    }

    @Override
    public void admit(Allowance allowance) {
        decoder().admit(allowance);
    }

    @Override
    public void progress() {
        StateTimeoutHandler timeout = here().pipeline().get(StateTimeoutHandler.class);
        if (timeout != null) {
            timeout.progress();
        }
    }

    @Override
    public void settled() {
        if (here().pipeline().get(C2sPipeline.TIMEOUT) != null) {
            here().pipeline().remove(C2sPipeline.TIMEOUT);
        }
    }

    @Override
    public void close() {
        settled();
        decoder().end();
        ChannelHandlerContext here = here();
        shape(OptionalInt.empty());
        valve().open(Reason.STREAM);
        ChannelFuture said = here.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> hangUp(here));
        if (!said.isDone()) {
            sending().last(said);
        }
    }

    @Override
    public void drop() {
        var _ = here().close();
    }

    final StreamDecoder decoder() {
        return here().pipeline().get(StreamDecoder.class);
    }

    final Connection connection() {
        return Connection.of(here().channel());
    }

    final ChannelHandlerContext here() {
        return Objects.requireNonNull(context);
    }

    Stream stream() {
        return Objects.requireNonNull(stream);
    }
}
