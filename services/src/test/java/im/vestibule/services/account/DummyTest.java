package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DummyTest {
    private static final Jid ANYBODY = Jid.of("anybody@door.test");
    private static final Secret PASSWORD = new Secret("whatever");
    private static final AuthSpec.Dummy DELAY = new AuthSpec.Dummy(Duration.ofMillis(50), Duration.ofMillis(3));

    private final List<Duration> slept = new ArrayList<>();
    private final Backend dummy = new Dummy(DELAY, new Random(6120), slept::add);

    @Test
    void acceptsAnyPasswordAfterAWhile() {
        for (int i = 0; i < 100; i++) {
            assertThat(dummy.check(ANYBODY, PASSWORD)).isEqualTo(Verdict.ACCEPTED);
        }

        assertThat(slept).hasSize(100);
        assertThat(slept).containsOnly(Duration.ofMillis(51), Duration.ofMillis(52), Duration.ofMillis(53));
    }

    @Test
    void cannotTellWhenItIsWoken() {
        Backend woken = new Dummy(DELAY, new Random(6120), time -> {
            throw new InterruptedException();
        });

        assertThat(woken.check(ANYBODY, PASSWORD)).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void takesPasswordsAndNothingElse() {
        assertThat(dummy.method()).isEqualTo(AuthMethod.DUMMY);
        assertThat(dummy.checksPasswords()).isTrue();
        assertThat(dummy.hashes()).isEmpty();
        assertThat(dummy.lookup(ANYBODY, Hash.SHA256)).isEqualTo(new Lookup.Unknown());
        assertThat(dummy.admitsCertified()).isFalse();
        assertThat(dummy.admit(ANYBODY, Optional.empty())).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void hasEverybodyAndKeepsNobody() {
        assertThat(dummy.exists(ANYBODY)).isEqualTo(Existence.EXISTS);
        assertThat(dummy.register(ANYBODY, PASSWORD, Limit.INFINITY)).isEqualTo(Registered.NOT_SUPPORTED);
        assertThat(dummy.setPassword(ANYBODY, PASSWORD)).isEqualTo(PasswordChange.NOT_SUPPORTED);
        assertThat(dummy.remove(ANYBODY)).isEqualTo(Removal.NOT_SUPPORTED);
        assertThat(slept).isEmpty();
    }
}
