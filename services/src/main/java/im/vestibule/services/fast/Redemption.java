package im.vestibule.services.fast;

import im.vestibule.model.Octets;

/** What comes of a {@link Claim}. */
public sealed interface Redemption {
    /**
     * @param proof that we have the token, too
     */
    record Accepted(Octets proof) implements Redemption {}

    /** There is no such token for this mechanism, or the claim was made before. */
    record Refused() implements Redemption {}

    /** The client has the token, and has had it for too long. */
    record Expired() implements Redemption {}

    /** A back end is down or overloaded. */
    record Unavailable() implements Redemption {}
}
