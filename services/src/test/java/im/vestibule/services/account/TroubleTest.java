package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TroubleTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void speaksOnceASecondAndCountsInBetween() {
        Trouble trouble = new Trouble("internal");
        long start = Long.MAX_VALUE - SECOND;

        assertThat(trouble.due(start)).hasValue(0);
        assertThat(trouble.due(start + 1)).isEmpty();
        assertThat(trouble.due(start + SECOND - 1)).isEmpty();
        assertThat(trouble.due(start + SECOND)).hasValue(2);
        assertThat(trouble.due(start + 3 * SECOND)).hasValue(0);
    }
}
