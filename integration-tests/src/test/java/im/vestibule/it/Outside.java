package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a test needs of the machine that it cannot bring along. */
final class Outside {
    private Outside() {}

    /** Skips the test with a loud line unless it is there; where {@code CI=true} that is a failure. */
    static void require(boolean there, String what) {
        if (!there) {
            assertThat(System.getenv("CI")).as("missing " + what).isNotEqualTo("true");
            System.err.println("SKIPPED for want of " + what);
            abort(what);
        }
    }
}
