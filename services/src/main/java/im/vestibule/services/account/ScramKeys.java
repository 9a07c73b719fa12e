package im.vestibule.services.account;

import java.security.MessageDigest;

/** What a server keeps of a password for one hash (RFC 5802 §2.2). Never shown, compared in constant time. */
public final class ScramKeys {
    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    /** The arrays are not copied. */
    public ScramKeys(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    public int iterations() {
        return iterations;
    }

    public byte[] salt() {
        return salt.clone();
    }

    byte[] storedKey() {
        return storedKey;
    }

    byte[] serverKey() {
        return serverKey;
    }

    /** Whether both were made of the same password, given that salt and iterations are the same. */
    boolean matches(ScramKeys other) {
        return MessageDigest.isEqual(storedKey, other.storedKey);
    }

    @Override
    public String toString() {
        return "***";
    }
}
