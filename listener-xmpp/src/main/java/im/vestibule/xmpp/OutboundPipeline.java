package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.xmpp.Errand.Attempt;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A connection that we open to another server, wire at the top, decisions at the bottom. */
final class OutboundPipeline extends ChannelInitializer<Channel> {
    /** For each step until stanzas may go. */
    private static final Optional<Duration> STEP = Optional.of(Duration.ofSeconds(30));

    private final Caller caller;
    private final Attempt attempt;

    OutboundPipeline(Caller caller, Attempt attempt) {
        this.caller = caller;
        this.attempt = attempt;
    }

    @Override
    protected void initChannel(Channel channel) {
        LoopLocal loop = LoopLocal.of(channel.eventLoop());
        Traffic traffic = caller.tally().traffic(channel.eventLoop());
        ChannelPipeline line = channel.pipeline();
        if (attempt.target().directTls()) {
            line.addLast(C2sPipeline.TLS, attempt.tls(channel));
        }
        line.addLast(InboundPipeline.IDLE, new IdleStateHandler(0, 0, InboundPipeline.IDLE_SECONDS, TimeUnit.SECONDS));
        Allowance early = Allowance.early(caller.before());
        line.addLast(C2sPipeline.XML, new XmppDecoder(early, Ns.SERVER, loop, traffic, Optional.of(Duration.ZERO)));
        line.addLast(C2sPipeline.TIMEOUT, new StateTimeoutHandler(STEP, Optional.empty()));
        line.addLast(C2sPipeline.STREAM, new OutboundHandler(caller, attempt, loop, traffic));
    }
}
