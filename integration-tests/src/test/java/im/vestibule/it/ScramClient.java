package im.vestibule.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of one exchange, written from RFC 5802 with what the JDK has. Messages are without base64. */
final class ScramClient {
    /** That of the example in RFC 5802 §5. */
    static final String NONCE = "fyko+d2lbbFgONRv9qkxdawL";

    private final String hash;
    private final String header;
    private final String bare;
    private final byte[] binding;
    private String signature = "";

    /**
     * @param hash such as {@code SHA-256}
     * @param header gs2-header
     * @param binding data of the channel binding that the header names, if any
     */
    ScramClient(String hash, String header, String user, byte[] binding) {
        this.hash = hash;
        this.header = header;
        this.binding = binding.clone();
        this.bare = "n=" + user + ",r=" + NONCE;
    }

    /** client-first-message. */
    String first() {
        return header + bare;
    }

    /**
     * client-final-message.
     *
     * @param challenge server-first-message
     */
    String answer(String challenge, String password) {
        String[] attributes = challenge.split(",", -1);
        byte[] salt = Base64.getDecoder().decode(attributes[1].substring(2));
        int iterations = Integer.parseInt(attributes[2].substring(2));
        String unproven = "c=" + base64(bound()) + "," + attributes[0];
        byte[] message = (bare + "," + challenge + "," + unproven).getBytes(UTF_8);
        byte[] salted = salted(password, salt, iterations);
        byte[] key = mac(salted, "Client Key".getBytes(UTF_8));
        byte[] proof = mac(digest(key), message);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= key[i];
        }
        signature = "v=" + base64(mac(mac(salted, "Server Key".getBytes(UTF_8)), message));
        return unproven + ",p=" + base64(proof);
    }

    /** The server-final-message of a server that knows the password, too. */
    String signature() {
        return signature;
    }

    private byte[] bound() {
        ByteArrayOutputStream bound = new ByteArrayOutputStream();
        bound.writeBytes(header.getBytes(UTF_8));
        bound.writeBytes(binding);
        return bound.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private byte[] salted(String password, byte[] salt, int iterations) {
        try {
            int bits = MessageDigest.getInstance(hash).getDigestLength() * Byte.SIZE;
            return SecretKeyFactory.getInstance("PBKDF2With" + macName())
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, bits))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(macName());
            mac.init(new SecretKeySpec(key, "HMAC"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance(hash).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String macName() {
        return "Hmac" + hash.replace("-", "");
    }
}
