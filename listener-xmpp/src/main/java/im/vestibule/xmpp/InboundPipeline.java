package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A connection that another server has opened, wire at the top, decisions at the bottom. */
final class InboundPipeline extends ChannelInitializer<Channel> {
    /** For each step until something is proven. Its own server may have to be found and asked first. */
    private static final Optional<Duration> STEP = Optional.of(Duration.ofSeconds(60));

    /** Silence after which a stream ends, as MongooseIM has it. */
    static final long IDLE_SECONDS = 600;

    static final String IDLE = "idle";

    private final InboundDoor door;

    InboundPipeline(InboundDoor door) {
        this.door = door;
    }

    @Override
    protected void initChannel(Channel channel) {
        LoopLocal loop = LoopLocal.of(channel.eventLoop());
        Traffic traffic = door.tally().traffic(channel.eventLoop());
        ChannelPipeline line = channel.pipeline();
        door.admission().ifPresent(admission -> line.addLast(C2sPipeline.ADMISSION, admission));
        line.addLast(IDLE, new IdleStateHandler(0, 0, IDLE_SECONDS, TimeUnit.SECONDS));
        Allowance early = Allowance.early(door.before());
        line.addLast(C2sPipeline.XML, new XmppDecoder(early, Ns.SERVER, loop, traffic, door.hibernateAfter()));
        line.addLast(C2sPipeline.TIMEOUT, new StateTimeoutHandler(STEP, door.preAuthTime()));
        line.addLast(C2sPipeline.STREAM, new InboundHandler(door, loop, traffic));
    }
}
