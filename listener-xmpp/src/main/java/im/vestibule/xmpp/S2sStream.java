package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.model.Frame;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.log.Tap;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Receipt;
import io.netty.channel.EventLoop;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** A stream between servers at work, whoever has opened it. Only the connection's loop calls it. */
abstract class S2sStream extends WorkingStream<S2sLine, TcpTransport> {
    final CountedTransport counted;
    final ChannelOutlet outlet;
    private boolean suspected;

    S2sStream(
            LoopLocal local,
            EventLoop loop,
            TcpTransport transport,
            Backlog backlog,
            S2sLine line,
            Traffic traffic,
            Connection connection,
            Effects effects) {
        super(local, loop, transport, line, traffic, connection, effects);
        counted = new CountedTransport(transport, loop, line::hasWaited, this::silent);
        outlet = new ChannelOutlet(
                loop,
                local.inbox(),
                counted,
                traffic,
                connection,
                ChannelOutlet.COMPONENT_BOUND,
                backlog,
                this::ending);
    }

    /** The peer leaves a question of ours without an answer. */
    private void silent() {
        lost(Cause.CONNECTION_TIMEOUT);
        line.cut();
    }

    /** Takes a stanza of the peer's to where it belongs. */
    final void pass(Router router, Predicate<Pair> proven, Frame frame) {
        traffic.stanzaIn();
        counted.handled();
        follow(router.route(proven, frame, local.jids()), Receipt.NONE);
    }

    final void acknowledged(long stanzas) {
        if (!counted.acknowledge(stanzas)) {
            ending(StreamError.of(Condition.UNDEFINED_CONDITION, "more is acknowledged than was sent"));
        }
    }

    /**
     * The peer answers what nobody has asked, as who would have a domain believed that is not its own (CVE-2012-3525): worth a
     * line, once.
     *
     * @param tap shared by all streams
     */
    final void unasked(Logger log, String direction, Tap tap) {
        if (suspected) {
            return;
        }
        suspected = true;
        tap.take(System.nanoTime())
                .ifPresent(unreported -> connection
                        .on(log.atInfo())
                        .addKeyValue("direction", direction)
                        .addKeyValue("unreported", unreported)
                        .log("dialback_unasked"));
    }

    final LoggingEventBuilder about(LoggingEventBuilder line, Pair pair, String direction) {
        return connection
                .on(line)
                .addKeyValue("local", pair.local())
                .addKeyValue("remote", pair.remote())
                .addKeyValue("direction", direction);
    }
}
