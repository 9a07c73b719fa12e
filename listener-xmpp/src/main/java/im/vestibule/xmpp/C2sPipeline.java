package im.vestibule.xmpp;

import im.vestibule.core.ShaperHandler;
import im.vestibule.model.Ns;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;

/** A client's connection over TCP, wire at the top, decisions at the bottom. */
final class C2sPipeline extends ChannelInitializer<Channel> {
    static final String ADMISSION = "admission";
    static final String TLS = "tls";
    static final String XML = "xml";
    static final String TIMEOUT = "timeout";
    static final String STREAM = "stream";

    private final C2sDoor door;

    C2sPipeline(C2sDoor door) {
        this.door = door;
    }

    @Override
    protected void initChannel(Channel channel) {
        LoopLocal loop = LoopLocal.of(channel.eventLoop());
        Traffic traffic = door.tally().traffic(channel.eventLoop());
        ChannelPipeline line = channel.pipeline();
        door.admission().ifPresent(admission -> line.addLast(ADMISSION, admission));
        if (door.directTls()) {
            line.addLast(TLS, door.tls().orElseThrow().newHandler(channel));
        }
        Allowance early = Allowance.early(door.policy().before());
        line.addLast(XML, new XmppDecoder(early, Ns.CLIENT, loop, traffic, door.hibernateAfter()));
        ShaperHandler.shape(line, XML, door.rate(door.policy().defaultDomain()));
        line.addLast(TIMEOUT, new StateTimeoutHandler(door.stateTimeout(), door.preAuthTime()));
        line.addLast(STREAM, new TcpHandler(door, loop, traffic));
    }
}
