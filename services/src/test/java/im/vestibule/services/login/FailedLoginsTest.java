package im.vestibule.services.login;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.LimitsSpec;
import im.vestibule.model.Jid;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private static final Jid ALICE = Jid.of("alice@door.test");
    private static final Jid BOB = Jid.of("bob@door.test");
    private static final Optional<InetAddress> HERE = at("192.0.2.1");
    private static final Optional<InetAddress> THERE = at("192.0.2.2");
    private static final long START = Long.MAX_VALUE - 5;

    private final FailedLogins byAddress = logins(new Limit(3), Limit.INFINITY);
    private final FailedLogins byAccount = logins(Limit.INFINITY, new Limit(3));
    private long now = START;

    private static Optional<InetAddress> at(String ip) {
        return Optional.of(InetAddress.ofLiteral(ip));
    }

    private static LimitsSpec limits(Limit address, Limit account) {
        return limits(Optional.of(address), account);
    }

    private static LimitsSpec limits(Optional<Limit> address, Limit account) {
        return new LimitsSpec(
                Limit.INFINITY,
                Limit.INFINITY,
                Limit.INFINITY,
                address,
                account,
                8192,
                32,
                Optional.empty(),
                Limit.INFINITY);
    }

    private static FailedLogins logins(Limit address, Limit account) {
        return FailedLogins.of(limits(address, account)).orElseThrow();
    }

    private List<Long> fail(FailedLogins logins, Optional<InetAddress> client, Jid account, int times) {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            delays.add(logins.failed(client, Optional.of(account), now).toSeconds());
        }
        return delays;
    }

    @Test
    void isNotThereIfNothingIsLimited() {
        assertThat(FailedLogins.of(limits(Limit.INFINITY, Limit.INFINITY))).isEmpty();
        assertThat(FailedLogins.of(limits(Optional.empty(), Limit.INFINITY))).isEmpty();
    }

    @Test
    void hasTheBoundOfWhoeverCountsIfTheFileDoesNotSayAnything() {
        LimitsSpec silent = limits(Optional.empty(), Limit.INFINITY);
        FailedLogins logins = FailedLogins.of(silent, new Limit(3)).orElseThrow();
        assertThat(fail(logins, HERE, ALICE, 4)).containsExactly(0L, 0L, 0L, 1L);
    }

    @Test
    void hasTheBoundOfTheFileIfThereIsOneBeItNone() {
        assertThat(FailedLogins.of(limits(Limit.INFINITY, Limit.INFINITY), new Limit(3)))
                .isEmpty();
        LimitsSpec said = limits(new Limit(1), Limit.INFINITY);
        FailedLogins logins = FailedLogins.of(said, new Limit(3)).orElseThrow();
        assertThat(fail(logins, HERE, ALICE, 2)).containsExactly(0L, 1L);
    }

    @Test
    void makesAnAddressWaitLongerAndLongerOnceItHasFailedOftenEnough() {
        assertThat(fail(byAddress, HERE, ALICE, 10)).containsExactly(0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void countsAnAddressWhateverAccountsItTriesAndLeavesOthersAlone() {
        fail(byAddress, HERE, ALICE, 2);
        fail(byAddress, HERE, BOB, 1);
        byAddress.failed(HERE, Optional.empty(), now);

        assertThat(fail(byAddress, HERE, BOB, 1)).containsExactly(2L);
        assertThat(fail(byAddress, THERE, BOB, 1)).containsExactly(0L);
    }

    @Test
    void countsAnAccountWhereverItIsTriedFrom() {
        fail(byAccount, HERE, ALICE, 2);
        fail(byAccount, THERE, ALICE, 1);

        assertThat(fail(byAccount, at("2001:db8::1"), ALICE, 1)).containsExactly(1L);
        assertThat(fail(byAccount, HERE, BOB, 1)).containsExactly(0L);
    }

    @Test
    void makesTheRightPasswordWaitLikeAWrongOneSoThatHasteTellsNothing() {
        fail(byAccount, HERE, ALICE, 4);

        assertThat(byAccount.succeeded(THERE, ALICE, now)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void forgivesAnAddressWhatItGotWrongAtTheAccountItThenGotRight() {
        fail(byAccount, HERE, ALICE, 5);
        byAccount.succeeded(HERE, ALICE, now);

        assertThat(fail(byAccount, HERE, ALICE, 1)).containsExactly(0L);
    }

    @Test
    void doesNotForgiveWhatSomebodyElseHasTried() {
        fail(byAccount, HERE, ALICE, 3);
        fail(byAccount, THERE, ALICE, 2);
        byAccount.succeeded(THERE, ALICE, now);

        assertThat(fail(byAccount, HERE, ALICE, 1)).containsExactly(1L);
    }

    @Test
    void doesNotLetAGuesserBuyHimselfFreeWithAnAccountOfHisOwn() {
        fail(byAddress, HERE, ALICE, 3);
        byAddress.succeeded(HERE, BOB, now);

        assertThat(fail(byAddress, HERE, ALICE, 1)).containsExactly(1L);
    }

    @Test
    void forgetsTenMinutesAfterTheLastFailure() {
        fail(byAddress, HERE, ALICE, 4);
        now += Counts.WINDOW - 1;
        assertThat(fail(byAddress, HERE, ALICE, 1)).containsExactly(2L);
        now += Counts.WINDOW;
        assertThat(fail(byAddress, HERE, ALICE, 1)).containsExactly(0L);
    }

    @Test
    void takesTheLongerOfTwoDelays() {
        FailedLogins both = logins(new Limit(1), new Limit(3));
        fail(both, HERE, ALICE, 3);

        assertThat(fail(both, HERE, ALICE, 1)).containsExactly(4L);
        assertThat(fail(both, THERE, ALICE, 1)).containsExactly(2L);
    }

    @Test
    void knowsNoMoreThanItsBoundAndForgetsTheOldestFirst() {
        Counts<Integer> counts = new Counts<>();
        for (int i = 0; i <= Counts.MOST; i++) {
            counts.increment(i, now);
        }

        assertThat(counts.size()).isEqualTo(Counts.MOST);
        assertThat(counts.of(0, now)).isZero();
        assertThat(counts.of(Counts.MOST, now)).isEqualTo(1);
    }
}
