package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);
    private final Readiness readiness = new Readiness(time::get);

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

    @Test
    void knowsSinceWhenSomethingWorksOrNot() {
        readiness.up("auth.ldap");
        pass();
        readiness.up("auth.ldap");
        assertThat(since()).isEqualTo(Instant.EPOCH);
        pass();
        readiness.down("auth.ldap", "timeout");
        pass();
        readiness.down("auth.ldap", "refused");
        assertThat(since()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(readiness.backends())
                .containsEntry("auth.ldap", new Readiness.Backend(Optional.of("refused"), Instant.ofEpochSecond(2)));
        pass();
        readiness.up("auth.ldap");
        assertThat(since()).isEqualTo(Instant.ofEpochSecond(4));
    }

    private void pass() {
        time.updateAndGet(now -> now.plusSeconds(1));
    }

    private Instant since() {
        return Objects.requireNonNull(readiness.backends().get("auth.ldap")).since();
    }
}
