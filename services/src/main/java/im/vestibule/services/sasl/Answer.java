package im.vestibule.services.sasl;

import im.vestibule.services.account.Bearer;
import im.vestibule.services.account.ScramKeys;
import im.vestibule.services.account.Verdict;
import im.vestibule.services.fast.Redemption;

/** What the accounts had to say to a {@link Step.Need}. */
public sealed interface Answer {
    record Keys(ScramKeys keys) implements Answer {}

    record Redeemed(Redemption redemption) implements Answer {}

    record Accepted() implements Answer {}

    record Refused() implements Answer {}

    /** What came of a token. */
    record Token(Bearer bearer) implements Answer {}

    /** A back end is down or overloaded. */
    record Unavailable() implements Answer {}

    static Answer of(Verdict verdict) {
        return switch (verdict) {
            case ACCEPTED -> new Accepted();
            case REFUSED -> new Refused();
            case UNAVAILABLE -> new Unavailable();
        };
    }
}
