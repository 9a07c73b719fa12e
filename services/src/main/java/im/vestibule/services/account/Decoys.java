package im.vestibule.services.account;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.store.InstallationKeys;
import im.vestibule.services.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * SCRAM keys for accounts that have none: nobody knows their password, and everybody who asks twice sees the same salt.
 * So an exchange for an unknown user looks and costs like any other (RFC 5802 §9).
 */
public final class Decoys {
    private static final String ALGORITHM = "HmacSHA512";

    /** Bytes; the same as for a fresh password. */
    static final int SALT = 16;

    private final SecretKeySpec key;
    /** Never shown, so it may be the same for everybody: what proves to be made with it is not known to anybody. */
    private final byte[] unprovable;

    /** With the key that this installation keeps for them. */
    public static Decoys of(Store store) {
        return new Decoys(InstallationKeys.get(store, "decoys"));
    }

    /**
     * @param key at least 32 random bytes, the same after every start
     */
    public Decoys(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.unprovable = derive("unprovable");
    }

    /** A salt that is always the same for this account. */
    byte[] salt(Hash hash, Jid account) {
        return Arrays.copyOf(derive("salt\0" + hash + '\0' + account), SALT);
    }

    ScramKeys keys(Hash hash, Jid account, int iterations) {
        byte[] nobodys = Arrays.copyOf(unprovable, hash.length());
        return new ScramKeys(iterations, salt(hash, account), nobodys, nobodys);
    }

    /** A password that nobody knows. */
    Secret password(Jid account) {
        return new Secret(HexFormat.of().formatHex(derive("password\0" + account)));
    }

    private byte[] derive(String use) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(use.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }
}
