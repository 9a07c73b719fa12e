package im.vestibule.xmpp;

import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the one long document that a stream is over TCP. */
final class XmppDecoder extends StreamDecoder {
    private boolean strict;

    /**
     * @param hibernateAfter silence after which scratch memory is given back; empty for never
     */
    XmppDecoder(
            Allowance allowance,
            String contentNamespace,
            LoopLocal loop,
            Traffic traffic,
            Optional<Duration> hibernateAfter) {
        this(
                allowance,
                contentNamespace,
                loop,
                traffic,
                hibernateAfter.equals(Optional.of(Duration.ZERO)),
                hibernateAfter
                        .filter(Duration::isPositive)
                        .map(loop::hibernation)
                        .orElse(null));
    }

    /**
     * @param keepsNothing whether scratch memory is given back at once
     */
    XmppDecoder(
            Allowance allowance,
            String contentNamespace,
            LoopLocal loop,
            Traffic traffic,
            boolean keepsNothing,
            @Nullable Hibernation hibernation) {
        this(
                allowance,
                Framer.stream(allowance.each(), contentNamespace, loop.workspace()),
                loop,
                traffic,
                keepsNothing,
                hibernation);
    }

    private XmppDecoder(
            Allowance allowance,
            Framer framer,
            LoopLocal loop,
            Traffic traffic,
            boolean keepsNothing,
            @Nullable Hibernation hibernation) {
        super(
                allowance,
                framer,
                loop,
                traffic,
                keepsNothing,
                hibernation == null ? null : hibernation.sleeper(framer::rest));
    }

    /**
     * Whether white space between elements, and all that comes while it is paused, is a {@link Stray}, behind which nothing is
     * read.
     */
    void strict(boolean strict) {
        this.strict = strict;
    }

    private void stray(ChannelHandlerContext context) {
        end();
        context.fireChannelRead(Stray.INSTANCE);
    }

    @Override
    void keep(ChannelHandlerContext context, ByteBuf waiting) {
        if (strict) {
            waiting.release();
            stray(context);
        } else {
            super.keep(context, waiting);
        }
    }

    @Override
    void decode(ChannelHandlerContext context) {
        Framer framer = framer();
        while (true) {
            if (strict && position() < limit() && !framer.holds() && WhiteSpace.is(array()[position()])) {
                stray(context);
                return;
            }
            Framing found = framer.next(array(), position(), limit());
            position(framer.position());
            switch (found) {
                case MORE -> {
                    position(limit());
                    return;
                }
                case HEADER -> context.fireChannelRead(framer.frame().header());
                case ELEMENT -> element(context, framer.frame());
                case END -> context.fireChannelRead(StreamEnd.INSTANCE);
                case FAULT -> fault(context, framer.fault());
            }
            if (hasEnded()) {
                return;
            }
            if (isPaused()) {
                // Lets the framer go of what it needed to look at the element.
                framer.next(array(), position(), position());
                return;
            }
        }
    }
}
