package im.vestibule.services.account;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import im.vestibule.config.AuthSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The hash functions of the SCRAM family, cheapest first. */
public enum Hash {
    SHA(ScramMechanism.SCRAM_SHA_1, "SHA-1", 20, 64),
    SHA224(ScramMechanism.SCRAM_SHA_224, "SHA-224", 28, 64),
    SHA256(ScramMechanism.SCRAM_SHA_256, "SHA-256", 32, 64),
    SHA384(ScramMechanism.SCRAM_SHA_384, "SHA-384", 48, 128),
    SHA512(ScramMechanism.SCRAM_SHA_512, "SHA-512", 64, 128);

    private final ScramMechanism scram;
    private final String algorithm;
    private final int length;
    private final int block;

    Hash(ScramMechanism scram, String algorithm, int length, int block) {
        this.scram = scram;
        this.algorithm = algorithm;
        this.length = length;
        this.block = block;
    }

    /** The hashes of {@code auth.password.hash}. */
    static Set<Hash> of(Collection<AuthSpec.Password.Hash> names) {
        Set<Hash> hashes = EnumSet.noneOf(Hash.class);
        for (AuthSpec.Password.Hash name : names) {
            hashes.add(
                    switch (name) {
                        case SHA -> SHA;
                        case SHA224 -> SHA224;
                        case SHA256 -> SHA256;
                        case SHA384 -> SHA384;
                        case SHA512 -> SHA512;
                    });
        }
        return hashes;
    }

    /** The name of the mechanism that uses it, such as {@code SCRAM-SHA-256}. */
    public String scram() {
        return scram.getName();
    }

    /** Bytes of the result. */
    public int length() {
        return length;
    }

    /** Bytes that are hashed at a time, the block of RFC 2104. */
    int block() {
        return block;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks " + algorithm, e);
        }
    }

    public byte[] digest(byte[] data) {
        return digest().digest(data);
    }

    /** What the server keeps of a salted password (RFC 5802 §3). */
    ScramKeys keys(byte[] salted, byte[] salt, int iterations) {
        return new ScramKeys(
                iterations,
                salt,
                ScramFunctions.storedKey(scram, ScramFunctions.clientKey(scram, salted)),
                ScramFunctions.serverKey(scram, salted));
    }

    /** Whether this proof was made with the key behind the stored one (RFC 5802 §3); compares in constant time. */
    public boolean proves(byte[] proof, ScramKeys keys, String authMessage) {
        return proof.length == length && ScramFunctions.verifyClientProof(scram, proof, keys.storedKey(), authMessage);
    }

    /** ServerSignature of RFC 5802 §3. */
    public byte[] signature(ScramKeys keys, String authMessage) {
        return ScramFunctions.serverSignature(scram, keys.serverKey(), authMessage);
    }
}
