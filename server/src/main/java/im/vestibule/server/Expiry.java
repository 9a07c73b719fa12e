package im.vestibule.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** How near the end of a certificate is; an operator is told once of each. In the order of urgency. */
enum Expiry {
    MONTH(30),
    WEEK(7),
    DAY(1),
    OVER(0);

    private final Duration ahead;

    Expiry(int days) {
        this.ahead = Duration.ofDays(days);
    }

    /** Empty if there is time enough. */
    static Optional<Expiry> of(Instant notAfter, Instant now) {
        return Arrays.stream(values())
                .filter(expiry -> !now.isBefore(notAfter.minus(expiry.ahead)))
                .reduce((less, more) -> more);
    }
}
