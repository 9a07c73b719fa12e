package im.vestibule.xmpp;

import im.vestibule.config.Limit;
import im.vestibule.config.LimitsSpec;
import im.vestibule.model.FrameLimits;

/** What one first-level element may be, as a listener's options say. */
final class StreamLimits {
    /** Attributes of one tag, namespace declarations counted. */
    private static final int ATTRIBUTES = 64;

    /** Nesting without {@code limits.depth}: more than any client means, less than a stack can bear. */
    private static final int DEPTH = 128;

    /** Bytes where the file says {@code "infinity"}: no queue holds more, so that nothing longer could be passed on. */
    static final long ENDLESS = 64L * 1024 * 1024;

    private StreamLimits() {}

    /** Before authentication. */
    static FrameLimits early(LimitsSpec limits, Limit maxStanzaSize) {
        return new FrameLimits(
                Math.min(limits.preAuthBytes(), maxStanzaSize.value()),
                depth(limits.depth()),
                limits.preAuthElements(),
                ATTRIBUTES);
    }

    /** Once it is known who is asking. */
    static FrameLimits lasting(LimitsSpec limits, Limit maxStanzaSize) {
        long bytes = maxStanzaSize.isInfinite() ? ENDLESS : maxStanzaSize.value();
        return new FrameLimits(bytes, depth(limits.depth()), Integer.MAX_VALUE, ATTRIBUTES);
    }

    private static int depth(Limit limit) {
        return limit.isInfinite() ? DEPTH : (int) Math.min(limit.value(), DEPTH);
    }
}
