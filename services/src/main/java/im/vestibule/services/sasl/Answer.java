package im.vestibule.services.sasl;

import im.vestibule.services.account.ScramKeys;

/** What the accounts had to say to a {@link Step.Need}. */
public sealed interface Answer {
    record Keys(ScramKeys keys) implements Answer {}

    record Accepted() implements Answer {}

    record Refused() implements Answer {}

    /** A back end is down or overloaded. */
    record Unavailable() implements Answer {}
}
