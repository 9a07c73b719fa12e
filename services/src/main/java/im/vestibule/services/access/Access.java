package im.vestibule.services.access;

import im.vestibule.config.AccessSpec;

/** What an access rule gives. */
public sealed interface Access {
    record Allow() implements Access {}

    /** Also what a rule gives that has nothing to say about somebody, or that does not exist. */
    record Deny() implements Access {}

    record Amount(long value) implements Access {}

    /** Such as a shaper, {@code none} or {@code infinity}. */
    record Name(String value) implements Access {}

    static Access of(AccessSpec.Outcome outcome) {
        return switch (outcome) {
            case AccessSpec.Outcome.Amount(long value) -> new Amount(value);
            case AccessSpec.Outcome.Name name ->
                switch (name.value()) {
                    case "allow" -> new Allow();
                    case "deny" -> new Deny();
                    default -> new Name(name.value());
                };
        };
    }
}
