package im.vestibule.xmpp;

import im.vestibule.core.ShaperHandler;
import im.vestibule.model.Ns;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import java.util.Optional;

/** A component's connection, wire at the top, decisions at the bottom. */
final class ComponentPipeline extends ChannelInitializer<Channel> {
    /** For each step until the handshake is done; as clients have it unless configured. */
    private static final Optional<Duration> STEP = Optional.of(Duration.ofSeconds(5));

    private final ComponentDoor door;

    ComponentPipeline(ComponentDoor door) {
        this.door = door;
    }

    @Override
    protected void initChannel(Channel channel) {
        LoopLocal loop = LoopLocal.of(channel.eventLoop());
        Traffic traffic = door.tally().traffic(channel.eventLoop());
        ChannelPipeline line = channel.pipeline();
        door.admission().ifPresent(admission -> line.addLast(C2sPipeline.ADMISSION, admission));
        Allowance early = Allowance.early(door.before());
        line.addLast(C2sPipeline.XML, new XmppDecoder(early, Ns.COMPONENT, loop, traffic, door.hibernateAfter()));
        ShaperHandler.shape(line, C2sPipeline.XML, door.rate());
        line.addLast(C2sPipeline.TIMEOUT, new StateTimeoutHandler(STEP, door.preAuthTime()));
        line.addLast(C2sPipeline.STREAM, new ComponentHandler(door, loop, traffic));
    }
}
