package im.vestibule.core;

import im.vestibule.config.LimitsSpec;
import im.vestibule.core.Tally.Refusal;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Turns away, without a word, connections beyond the limits of their listener. One for all connections of a listener. It
 * acts when a connection becomes active, so it belongs behind a handler that first finds out who the client is and lets
 * {@code channelActive} through only then.
 */
@Sharable
public final class AdmissionHandler extends ChannelInboundHandlerAdapter {
    private final Admission admission;
    private final Refusals refusals;
    private final LongSupplier clock;

    AdmissionHandler(Admission admission, LongSupplier clock) {
        this.admission = admission;
        this.clock = clock;
        refusals = new Refusals(clock);
    }

    /** Empty if nothing is limited. */
    public static Optional<AdmissionHandler> of(LimitsSpec limits) {
        LongSupplier clock = System::nanoTime;
        return Admission.of(limits, clock.getAsLong()).map(admission -> new AdmissionHandler(admission, clock));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Connection connection = Connection.of(context.channel());
        Optional<Refusal> refusal = admission.admit(connection.client(), clock.getAsLong());
        if (refusal.isPresent()) {
            refusals.refuse(context.channel(), refusal.get(), "above a limit of the listener");
        } else {
            context.channel()
                    .closeFuture()
                    .addListener(closed -> admission.leave(connection.client(), clock.getAsLong()));
            context.fireChannelActive();
        }
    }
}
