package im.vestibule.xmpp;

import im.vestibule.model.FrameLimits;

/**
 * What may be read of one stream.
 *
 * @param each of one first-level element
 * @param bytes of all, white space counted
 * @param elements first-level elements
 */
public record Allowance(FrameLimits each, long bytes, long elements) {
    /** Elements of the largest kind that a stream may have before authentication: more than any client needs. */
    private static final int EARLY = 16;

    /** Before authentication. */
    public static Allowance early(FrameLimits each) {
        return new Allowance(each, EARLY * each.bytes(), (long) EARLY * each.elements());
    }

    /** Once it is known who is asking. */
    public static Allowance lasting(FrameLimits each) {
        return new Allowance(each, Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
