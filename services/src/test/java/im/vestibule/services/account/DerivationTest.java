package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import im.vestibule.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DerivationTest {
    private static final byte[] SALT = "salt".getBytes(StandardCharsets.UTF_8);

    private final AtomicLong now = new AtomicLong();
    private final Derivation derivation = new Derivation(1, Duration.ZERO, now::get);

    private ScramKeys kept(String password) {
        return new Derivation().keys(Hash.SHA, new Secret(password), SALT, 4).orElseThrow();
    }

    private Verdict check(ScramKeys keys, String password) {
        return derivation.check(Hash.SHA, keys, new Secret(password));
    }

    @Test
    void acceptsTheRightPasswordOnly() {
        assertThat(check(kept("right"), "right")).isEqualTo(Verdict.ACCEPTED);
        assertThat(check(kept("right"), "wrong")).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void derivesOnceForAPasswordThatProvedRight() {
        check(kept("right"), "right");
        assertThat(check(kept("right"), "right")).isEqualTo(Verdict.ACCEPTED);

        assertThat(derivation.runs()).isEqualTo(1);
    }

    @Test
    void derivesEveryTimeForAWrongOne() {
        check(kept("right"), "wrong");
        check(kept("right"), "wrong");

        assertThat(derivation.runs()).isEqualTo(2);
    }

    @Test
    void forgetsAfterAWhileHoweverOftenItWasAsked() {
        check(kept("right"), "right");
        now.addAndGet(Duration.ofMinutes(3).toNanos());
        check(kept("right"), "right");
        assertThat(derivation.runs()).isEqualTo(1);

        now.addAndGet(Duration.ofMinutes(3).toNanos());
        check(kept("right"), "right");
        assertThat(derivation.runs()).isEqualTo(2);
    }

    @Test
    void doesNotTakeARememberedPasswordForAnother() {
        check(kept("old"), "old");

        assertThat(check(kept("new"), "old")).isEqualTo(Verdict.REFUSED);
        assertThat(check(kept("new"), "new")).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void saltsEveryFreshKeyAnew() {
        Credentials.Scram one =
                derivation.fresh(List.of(Hash.SHA), new Secret("p"), 2).orElseThrow();
        Credentials.Scram two =
                derivation.fresh(List.of(Hash.SHA), new Secret("p"), 2).orElseThrow();

        assertThat(ScramText.format(one)).isNotEqualTo(ScramText.format(two));
    }

    @Test
    void givesUpWhenNoProcessorGetsFree() {
        Derivation busy = new Derivation(0, Duration.ZERO, Ticker.systemTicker());

        assertThat(busy.check(Hash.SHA, kept("right"), new Secret("right"))).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(busy.keys(Hash.SHA, new Secret("right"), SALT, 4)).isEmpty();
        assertThat(busy.fresh(List.of(Hash.SHA), new Secret("right"), 4)).isEmpty();
        assertThat(busy.runs()).isZero();
    }
}
