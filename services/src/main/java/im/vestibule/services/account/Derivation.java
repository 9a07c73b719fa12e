package im.vestibule.services.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import im.vestibule.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes SCRAM keys of passwords. That costs milliseconds by design, so it runs on the caller's virtual thread, as many at
 * a time as there are processors; who has waited too long is told that it cannot be done now. Keys whose password proved
 * right are remembered for some minutes, see {@code docs/decisions/remembered-passwords.md}.
 */
public final class Derivation {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int REMEMBERED = 10_000;
    private static final Duration MEMORY = Duration.ofMinutes(5);
    private static final String TAG_ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final Semaphore processors;
    private final Duration patience;
    private final Cache<ByteBuffer, ScramKeys> remembered;
    private final SecretKeySpec tagKey;
    private final LongAdder runs = new LongAdder();

    public Derivation() {
        this(Runtime.getRuntime().availableProcessors(), PATIENCE, Ticker.systemTicker());
    }

    /**
     * @param patience how long to wait for a processor
     */
    Derivation(int processors, Duration patience, Ticker ticker) {
        this.patience = patience;
        this.processors = new Semaphore(processors, true);
        this.remembered = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(MEMORY)
                .ticker(ticker)
                .build();
        byte[] key = new byte[32];
        random.nextBytes(key);
        this.tagKey = new SecretKeySpec(key, TAG_ALGORITHM);
    }

    /** How many keys were derived since the start, one for each hash. */
    public long runs() {
        return runs.sum();
    }

    /** Holds a prepared password against kept keys. */
    Verdict check(Hash hash, ScramKeys keys, Secret password) {
        ByteBuffer tag = tag(hash, password, keys.salt(), keys.iterations());
        ScramKeys known = remembered.getIfPresent(tag);
        if (known != null) {
            return known.matches(keys) ? Verdict.ACCEPTED : Verdict.REFUSED;
        }
        Optional<ScramKeys> derived = bounded(() -> derive(hash, password, keys.salt(), keys.iterations()));
        if (derived.isEmpty()) {
            return Verdict.UNAVAILABLE;
        }
        if (!derived.get().matches(keys)) {
            return Verdict.REFUSED;
        }
        remembered.put(tag, derived.get());
        return Verdict.ACCEPTED;
    }

    /** Keys of a password that is kept as it is; empty if there is too much to do. */
    Optional<ScramKeys> keys(Hash hash, Secret password, byte[] salt, int iterations) {
        ByteBuffer tag = tag(hash, password, salt, iterations);
        Optional<ScramKeys> known = Optional.ofNullable(remembered.getIfPresent(tag));
        if (known.isPresent()) {
            return known;
        }
        Optional<ScramKeys> derived = bounded(() -> derive(hash, password, salt, iterations));
        derived.ifPresent(keys -> remembered.put(tag, keys));
        return derived;
    }

    /** Keys with fresh salts, to be kept; empty if there is too much to do. */
    Optional<Credentials.Scram> fresh(Collection<Hash> hashes, Secret password, int iterations) {
        return bounded(() -> {
            Map<Hash, ScramKeys> keys = new EnumMap<>(Hash.class);
            for (Hash hash : hashes) {
                byte[] salt = new byte[Decoys.SALT];
                random.nextBytes(salt);
                keys.put(hash, derive(hash, password, salt, iterations));
            }
            return new Credentials.Scram(keys);
        });
    }

    private ScramKeys derive(Hash hash, Secret password, byte[] salt, int iterations) {
        runs.increment();
        byte[] bytes = password.reveal().getBytes(StandardCharsets.UTF_8);
        return hash.keys(Pbkdf2.hi(hash, bytes, salt, iterations), salt, iterations);
    }

    private <T> Optional<T> bounded(Supplier<T> task) {
        try {
            if (!processors.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(task.get());
        } finally {
            processors.release();
        }
    }

    /** Stands for a password in memory: without the key, which dies with the process, nothing can be learnt from it. */
    private ByteBuffer tag(Hash hash, Secret password, byte[] salt, int iterations) {
        try {
            Mac mac = Mac.getInstance(TAG_ALGORITHM);
            mac.init(tagKey);
            mac.update((hash + "," + iterations + "," + salt.length + ",").getBytes(StandardCharsets.UTF_8));
            mac.update(salt);
            return ByteBuffer.wrap(mac.doFinal(password.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + TAG_ALGORITHM, e);
        }
    }
}
