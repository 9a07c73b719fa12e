package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The method {@code dummy}: everybody has an account, and every password is right after a while. For load tests. */
public final class Dummy implements Backend {
    private final AuthSpec.Dummy delay;
    private final RandomGenerator random;
    private final Sleeper sleeper;

    /** {@link Thread#sleep(Duration)}, or what a test takes for it. */
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * @param random used from many threads at once
     */
    public Dummy(AuthSpec.Dummy delay, RandomGenerator random, Sleeper sleeper) {
        this.delay = delay;
        this.random = random;
        this.sleeper = sleeper;
    }

    @Override
    public AuthMethod method() {
        return AuthMethod.DUMMY;
    }

    @Override
    public boolean checksPasswords() {
        return true;
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        long added = random.nextLong(delay.variance().toMillis()) + 1;
        try {
            sleeper.sleep(delay.baseTime().plusMillis(added));
            return Verdict.ACCEPTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.UNAVAILABLE;
        }
    }

    @Override
    public Existence exists(Jid account) {
        return Existence.EXISTS;
    }
}
