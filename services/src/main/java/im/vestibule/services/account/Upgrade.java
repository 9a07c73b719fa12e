package im.vestibule.services.account;

import im.vestibule.model.Octets;
import java.security.SecureRandom;

/**
 * How a client can make keys that its account does not have yet (XEP-0480 §3).
 *
 * @param salt not empty
 * @param iterations those of the keys that are there, as they are kept together
 */
public record Upgrade(Hash hash, Octets salt, int iterations) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Upgrade of(Hash hash, int iterations) {
        byte[] salt = new byte[Decoys.SALT];
        RANDOM.nextBytes(salt);
        return new Upgrade(hash, Octets.of(salt), iterations);
    }

    ScramKeys keys(Octets salted) {
        return hash.keys(salted.bytes(), salt.bytes(), iterations);
    }

    /** The task's name on the wire, such as {@code UPGR-SCRAM-SHA-256}. */
    public String task() {
        return task(hash);
    }

    public static String task(Hash hash) {
        return "UPGR-" + hash.scram();
    }
}
