package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.model.Ns;
import io.netty.channel.ChannelHandlerContext;

/** Ties a component's stream to its TCP connection. */
final class ComponentHandler extends StreamHandler {
    private final ComponentDoor door;
    private final LoopLocal loop;
    private final Traffic traffic;

    ComponentHandler(ComponentDoor door, LoopLocal loop, Traffic traffic) {
        this.door = door;
        this.loop = loop;
        this.traffic = traffic;
    }

    @Override
    Stream open(ChannelHandlerContext context) {
        Backlog backlog = new Backlog(door.most());
        TcpTransport transport = new TcpTransport(new Outbox(context, loop.flusher(), traffic, backlog), Ns.COMPONENT);
        return new ComponentStream(
                door,
                loop,
                context.channel().eventLoop(),
                transport,
                backlog,
                this,
                traffic,
                Connection.of(context.channel()));
    }

    @Override
    void hangUp(ChannelHandlerContext here) {
        Goodbye.halfClose(here);
        Goodbye.linger(here);
    }
}
