package im.vestibule.load;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client derives from password and salt. It is kept for each salt, so that where all accounts have one, the
 * server is measured and not PBKDF2 in the client.
 */
public final class ScramKeys {
    private static final int KEPT = 64;
    private static final Map<Salted, ScramKeys> CACHE = new ConcurrentHashMap<>();

    private final String digest;
    private final byte[] client;
    private final byte[] stored;
    private final byte[] server;

    private record Salted(Mechanism mechanism, String password, String salt, int iterations) {
        @Override
        public String toString() {
            return mechanism + " " + iterations;
        }
    }

    private ScramKeys(Salted salted) throws GeneralSecurityException {
        digest = salted.mechanism().digest();
        byte[] password = derive(salted);
        client = hmac(password, Bytes.of("Client Key"));
        stored = MessageDigest.getInstance(digest).digest(client);
        server = hmac(password, Bytes.of("Server Key"));
    }

    /** @param salt in base64 */
    public static ScramKeys of(Mechanism mechanism, String password, String salt, int iterations) {
        if (CACHE.size() >= KEPT) {
            CACHE.clear();
        }
        return CACHE.computeIfAbsent(new Salted(mechanism, password, salt, iterations), salted -> {
            try {
                return new ScramKeys(salted);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has these", e);
            }
        });
    }

    private static byte[] derive(Salted salted) throws GeneralSecurityException {
        String name = "PBKDF2WithHmac" + salted.mechanism().digest().replace("-", "");
        PBEKeySpec spec = new PBEKeySpec(
                salted.password().toCharArray(),
                Base64.getDecoder().decode(salted.salt()),
                salted.iterations(),
                MessageDigest.getInstance(salted.mechanism().digest()).getDigestLength() * Byte.SIZE);
        return SecretKeyFactory.getInstance(name).generateSecret(spec).getEncoded();
    }

    private byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        String name = "Hmac" + digest.replace("-", "");
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(key, name));
        return mac.doFinal(message);
    }

    /** What the client shows. */
    public byte[] proof(byte[] message) {
        byte[] proof = sign(stored, message);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= client[i];
        }
        return proof;
    }

    /** What the server has to show. */
    byte[] signature(byte[] message) {
        return sign(server, message);
    }

    private byte[] sign(byte[] key, byte[] message) {
        try {
            return hmac(key, message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC", e);
        }
    }

    /** For a server's own store of accounts, in base64. */
    public String storedKey() {
        return Base64.getEncoder().encodeToString(stored);
    }

    /** For a server's own store of accounts, in base64. */
    public String serverKey() {
        return Base64.getEncoder().encodeToString(server);
    }
}
