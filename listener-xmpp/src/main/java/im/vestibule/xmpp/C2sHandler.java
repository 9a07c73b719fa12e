package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.core.Drain;
import im.vestibule.model.StreamError;
import io.netty.channel.ChannelHandlerContext;

/** Ties a client's stream to the channel that carries it. */
abstract class C2sHandler extends StreamHandler implements C2sLine {
    private final C2sDoor door;
    private final LoopLocal loop;
    private final Traffic traffic;

    C2sHandler(C2sDoor door, LoopLocal loop, Traffic traffic) {
        this.door = door;
        this.loop = loop;
        this.traffic = traffic;
    }

    /** Where a stream stands that begins over this connection. */
    abstract C2sState begin(Connection connection);

    abstract StreamTransport transport(Outbox outbox);

    @Override
    final Stream open(ChannelHandlerContext context) {
        Connection connection = Connection.of(context.channel());
        return new C2sStream(
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
    public final void channelReadComplete(ChannelHandlerContext context) {
        stream().stir();
        context.fireChannelReadComplete();
    }

    @Override
    final StreamError farewell(Drain drain) {
        return drain.elsewhere().map(StreamError::seeOtherHost).orElseGet(() -> super.farewell(drain));
    }

    @Override
    public final void restart(Allowance allowance) {
        decoder().restart(allowance);
    }

    final C2sDoor door() {
        return door;
    }

    @Override
    final C2sStream stream() {
        return (C2sStream) super.stream();
    }
}
