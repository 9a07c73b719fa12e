package im.vestibule.core;

import im.vestibule.config.LimitsSpec;
import im.vestibule.core.Tally.Refusal;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns away, without a word, connections beyond the limits of their listener. One for all connections of a listener. It
 * acts when a connection becomes active, so it belongs behind a handler that first finds out who the client is and lets
 * {@code channelActive} through only then.
 */
@Sharable
public final class AdmissionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(AdmissionHandler.class);

    private final Admission admission;
    private final LogGate gate;
    private final LongSupplier clock;

    AdmissionHandler(Admission admission, LongSupplier clock) {
        this.admission = admission;
        this.clock = clock;
        gate = new LogGate();
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
            refuse(context, connection, refusal.get());
        } else {
            context.channel()
                    .closeFuture()
                    .addListener(closed -> admission.leave(connection.client(), clock.getAsLong()));
            context.fireChannelActive();
        }
    }

    private void refuse(ChannelHandlerContext context, Connection connection, Refusal cause) {
        connection.tally().refuse(cause);
        gate.pass(clock.getAsLong())
                .ifPresent(more -> connection
                        .on(log.atInfo())
                        .addKeyValue("cause", cause)
                        .addKeyValue("more", more)
                        .log("connection_refused"));
        var _ = context.close();
    }
}
