package im.vestibule.core;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.util.AttributeKey;

/**
 * Whether a channel is read: only while nobody holds it shut. Those who pause reading do so here, each for a reason of
 * its own, so that none undoes what another has done. On the channel's loop only.
 */
public final class Valve {
    /** Why a channel is not read. */
    public enum Reason {
        /** A stream waits for an answer. */
        STREAM(0b1),
        /** A shaper lets time pass. */
        SHAPER(0b10),
        /** A listener has as many connections as it may. */
        FULL(0b100),
        /** The kernel has nothing left to accept connections with. */
        EXHAUSTED(0b1000),
        /** A request waits for those before it. */
        EXCHANGE(0b10000);

        private final int bit;

        Reason(int bit) {
            this.bit = bit;
        }
    }

    private static final AttributeKey<Valve> KEY = AttributeKey.valueOf(Valve.class, "valve");

    private final ChannelConfig config;
    private int reasons;

    private Valve(ChannelConfig config) {
        this.config = config;
    }

    public static Valve of(Channel channel) {
        Valve valve = channel.attr(KEY).get();
        if (valve == null) {
            valve = new Valve(channel.config());
            channel.attr(KEY).set(valve);
        }
        return valve;
    }

    /** Nothing more is read; what is already read goes on its way. */
    public void shut(Reason reason) {
        reasons |= reason.bit;
        config.setAutoRead(false);
    }

    /** Reading goes on, unless there is another reason against it. */
    public void open(Reason reason) {
        reasons &= ~reason.bit;
        config.setAutoRead(reasons == 0);
    }

    public boolean isShut(Reason reason) {
        return (reasons & reason.bit) != 0;
    }
}
