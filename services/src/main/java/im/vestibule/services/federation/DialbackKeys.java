package im.vestibule.services.federation;

import im.vestibule.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys of server dialback (XEP-0220), made as XEP-0185 recommends. */
public final class DialbackKeys {
    private static final HexFormat HEX = HexFormat.of();
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param shared what all nodes that speak for one domain know, and nobody else */
    public DialbackKeys(Secret shared) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(shared.reveal()));
            key = new SecretKeySpec(bytes(HEX.formatHex(digest)), HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The key that goes with one stream.
     *
     * @param receiving domain of the server that the stream was opened to
     * @param originating domain of the server that has opened it
     * @param id of the stream, from the header that the receiving server has sent
     */
    public String key(String receiving, String originating, String id) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return HEX.formatHex(mac.doFinal(bytes(receiving + ' ' + originating + ' ' + id)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    /** Whether a key is the one for a stream; compared in constant time. */
    public boolean holds(String candidate, String receiving, String originating, String id) {
        return MessageDigest.isEqual(bytes(candidate), bytes(key(receiving, originating, id)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
