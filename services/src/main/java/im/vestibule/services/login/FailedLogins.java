package im.vestibule.services.login;

import im.vestibule.config.Limit;
import im.vestibule.config.LimitsSpec;
import im.vestibule.config.Network;
import im.vestibule.model.Jid;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How long answers to logins wait because of those that failed before. Above the limit of its address or its account
 * every answer waits, good or bad: one second, and twice as long with each further failure, up to {@link #LONGEST}. So
 * nobody is ever locked out, and an account that does not exist is treated like any other.
 *
 * <p>A login that succeeds takes back what failed at the same account from the same address, and nothing else: who mistypes
 * is forgiven, who guesses cannot buy himself free with an account of his own. To be called for what a client got wrong,
 * not when a back end has failed.
 *
 * <p>From any thread, once per login; the lock is held for a few steps in memory. Bounds are those of {@link Counts}.
 */
public final class FailedLogins {
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final Limit perAddress;
    private final Limit perAccount;
    private final Counts<Network> addresses = new Counts<>();
    private final Counts<Jid> accounts = new Counts<>();
    private final Counts<Attempt> attempts = new Counts<>();

    private record Attempt(Network address, Jid account) {}

    private FailedLogins(Limit perAddress, Limit perAccount) {
        this.perAddress = perAddress;
        this.perAccount = perAccount;
    }

    /** Empty if failures do not matter; those of an address do if the file says so. */
    public static Optional<FailedLogins> of(LimitsSpec limits) {
        return of(limits, Limit.INFINITY);
    }

    /**
     * Empty if failures do not matter.
     *
     * @param perAddress where the file does not say
     */
    public static Optional<FailedLogins> of(LimitsSpec limits, Limit perAddress) {
        Limit ofAddress = limits.failedLoginsPerAddress().orElse(perAddress);
        Limit ofAccount = limits.failedLoginsPerAccount();
        return ofAddress.isInfinite() && ofAccount.isInfinite()
                ? Optional.empty()
                : Optional.of(new FailedLogins(ofAddress, ofAccount));
    }

    /**
     * Counts a failure.
     *
     * @param client absent if it has no IP address
     * @param account absent if the client named none that could exist
     * @param now as {@link System#nanoTime}
     * @return how long the answer has to wait
     */
    public synchronized Duration failed(Optional<InetAddress> client, Optional<Jid> account, long now) {
        Optional<Network> address = client.map(Network::ofClient);
        Duration delay = delay(address, account, now);
        address.ifPresent(known -> addresses.increment(known, now));
        account.ifPresent(known -> accounts.increment(known, now));
        if (address.isPresent() && account.isPresent()) {
            attempts.increment(new Attempt(address.get(), account.get()), now);
        }
        return delay;
    }

    /** As {@link #failed}, for a login that succeeded. */
    public synchronized Duration succeeded(Optional<InetAddress> client, Jid account, long now) {
        Optional<Network> address = client.map(Network::ofClient);
        Duration delay = delay(address, Optional.of(account), now);
        address.ifPresent(known -> forgive(new Attempt(known, account), now));
        return delay;
    }

    private void forgive(Attempt attempt, long now) {
        int failures = attempts.of(attempt, now);
        attempts.takeBack(attempt, failures);
        addresses.takeBack(attempt.address, failures);
        accounts.takeBack(attempt.account, failures);
    }

    private Duration delay(Optional<Network> address, Optional<Jid> account, long now) {
        Duration forAddress = address.map(known -> delay(addresses.of(known, now), perAddress))
                .orElse(Duration.ZERO);
        Duration forAccount =
                account.map(known -> delay(accounts.of(known, now), perAccount)).orElse(Duration.ZERO);
        return forAddress.compareTo(forAccount) > 0 ? forAddress : forAccount;
    }

    private static Duration delay(int failures, Limit free) {
        if (failures < free.value()) {
            return Duration.ZERO;
        }
        long doublings = failures - free.value();
        // 2^5 s is more than the longest.
        return doublings >= 5 ? LONGEST : Duration.ofSeconds(1L << doublings);
    }
}
