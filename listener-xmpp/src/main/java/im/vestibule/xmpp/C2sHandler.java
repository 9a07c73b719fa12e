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
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.WriteTimeoutException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ties a client's stream to the channel that carries it. Translates, decides nothing. */
abstract class C2sHandler extends ChannelInboundHandlerAdapter implements Line {
    /** How long a peer may leave us unable to write. */
    private static final long SEND_TIMEOUT_MS = 30_000;

    private static final Logger log = LoggerFactory.getLogger(C2sHandler.class);

    private final C2sDoor door;
    private final LoopLocal loop;
    private final Traffic traffic;
    private @Nullable ChannelHandlerContext context;
    private @Nullable C2sStream stream;
    private @Nullable Future<?> stuck;

    C2sHandler(C2sDoor door, LoopLocal loop, Traffic traffic) {
        this.door = door;
        this.loop = loop;
        this.traffic = traffic;
    }

    /** Where a stream stands that begins over this connection. */
    abstract C2sState begin(Connection connection);

    abstract StreamTransport transport(Outbox outbox);

    /** Our last words are on their way. */
    abstract void hangUp(ChannelHandlerContext here);

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
        Connection connection = Connection.of(context.channel());
        stream = new C2sStream(
                door,
                loop,
                context.channel().eventLoop(),
                begin(connection),
                transport(new Outbox(context, loop.flusher(), traffic)),
                this,
                traffic,
                connection);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case Frame frame -> stream().frame(frame);
            case StreamHeader header -> stream().on(new C2sEvent.Header(header));
            case StreamEnd _ -> stream().on(new C2sEvent.End());
            case StreamError error -> stream().on(new C2sEvent.Malformed(error));
            default -> throw new IllegalArgumentException(message.toString());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case Expired _ -> stream().on(new C2sEvent.Late());
            case Drain drain ->
                stream()
                        .ending(drain.elsewhere()
                                .map(StreamError::seeOtherHost)
                                .orElseGet(() -> StreamError.of(Condition.SYSTEM_SHUTDOWN)));
            default -> context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (stuck != null) {
            stuck.cancel(false);
            stuck = null;
        }
        if (!context.channel().isWritable()) {
            stuck = context.executor()
                    .schedule(
                            () -> lose(WriteTimeoutException.INSTANCE, Cause.SEND_TIMEOUT),
                            SEND_TIMEOUT_MS,
                            TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stream().on(new C2sEvent.Lost());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            lose(cause, Cause.CONNECTION_LOST);
        } else {
            connection().on(log.atError()).setCause(cause).log("stream_failed");
            stream().ending(StreamError.of(Condition.INTERNAL_SERVER_ERROR));
        }
    }

    /** The connection is of no more use. Whoever has had a last word needs no other line. */
    void lose(Throwable reason, Cause cause) {
        if (!stream().ended()) {
            connection().on(log.atDebug()).addKeyValue("reason", reason(reason)).log("connection_lost");
        }
        stream().on(new C2sEvent.Lost(cause));
        drop();
    }

    C2sDoor door() {
        return door;
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
    public void restart(Allowance allowance) {
        decoder().restart(allowance);
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
        var _ = here.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> hangUp(here));
    }

    @Override
    public void drop() {
        var _ = here().close();
    }

    private StreamDecoder decoder() {
        return here().pipeline().get(StreamDecoder.class);
    }

    Connection connection() {
        return Connection.of(here().channel());
    }

    ChannelHandlerContext here() {
        return Objects.requireNonNull(context);
    }

    C2sStream stream() {
        return Objects.requireNonNull(stream);
    }
}
