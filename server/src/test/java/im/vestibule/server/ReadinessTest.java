package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final Readiness readiness = new Readiness();

    @Test
    void isNotReadyUntilEverythingIsBound() {
        assertThat(readiness.ready()).isFalse();
        assertThat(readiness.reasons()).containsExactly("starting");

        readiness.open();

        assertThat(readiness.ready()).isTrue();
        assertThat(readiness.reasons()).isEmpty();
    }

    @Test
    void namesWhatIsDownUntilItWorksAgain() {
        readiness.open();
        readiness.down("auth.ldap", "connection refused");
        readiness.down("auth.http", "timeout");
        readiness.down("auth.http", "404");

        assertThat(readiness.ready()).isFalse();
        assertThat(readiness.reasons()).containsExactly("auth.http: 404", "auth.ldap: connection refused");

        readiness.up("auth.http");
        assertThat(readiness.down()).containsExactly(entry("auth.http", false), entry("auth.ldap", true));
        readiness.up("auth.ldap");
        assertThat(readiness.ready()).isTrue();
    }

    @Test
    void neverBecomesReadyAgainOnceItDrains() {
        readiness.open();
        readiness.drain();
        readiness.up("auth.ldap");

        assertThat(readiness.reasons()).containsExactly("draining");
    }
}
