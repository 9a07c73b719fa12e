package im.vestibule.services.account;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * PBKDF2 (RFC 8018 §5.2) for one block of output, which is {@code Hi} of RFC 5802 §2.2. The JDK's own hashes the padded
 * key anew for each HMAC; keeping the digests that have it behind them takes half the time.
 */
final class Pbkdf2 {
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private Pbkdf2() {}

    static byte[] hi(Hash hash, byte[] password, byte[] salt, int iterations) {
        byte[] key = password.length > hash.block() ? hash.digest().digest(password) : password;
        MessageDigest inner = keyed(hash, key, 0x36);
        MessageDigest outer = keyed(hash, key, 0x5c);
        try {
            MessageDigest first = copy(inner);
            first.update(salt);
            first.update(FIRST_BLOCK);
            byte[] u = finish(outer, first.digest());
            byte[] sum = u.clone();
            for (int i = 1; i < iterations; i++) {
                MessageDigest next = copy(inner);
                next.update(u);
                next.digest(u, 0, u.length);
                u = finish(outer, u);
                for (int at = 0; at < sum.length; at++) {
                    sum[at] ^= u[at];
                }
            }
            return sum;
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException("this JDK's " + hash + " cannot be copied", e);
        }
    }

    private static MessageDigest keyed(Hash hash, byte[] key, int pad) {
        byte[] padded = Arrays.copyOf(key, hash.block());
        for (int i = 0; i < padded.length; i++) {
            padded[i] ^= (byte) pad;
        }
        MessageDigest digest = hash.digest();
        digest.update(padded);
        return digest;
    }

    /** The outer half of an HMAC, over the result of the inner half and in its place. */
    private static byte[] finish(MessageDigest outer, byte[] inner) throws CloneNotSupportedException, DigestException {
        MessageDigest digest = copy(outer);
        digest.update(inner);
        digest.digest(inner, 0, inner.length);
        return inner;
    }

    private static MessageDigest copy(MessageDigest digest) throws CloneNotSupportedException {
        return (MessageDigest) digest.clone();
    }
}
