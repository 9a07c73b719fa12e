package im.vestibule.xmpp;

import im.vestibule.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How a component shows that it knows the password (XEP-0114 §3). */
final class Handshake {
    private static final HexFormat HEX = HexFormat.of();

    private Handshake() {}

    /**
     * Whether the text is SHA-1 of stream id and password in lower-case hex. Takes as long wherever it differs.
     *
     * @param id of our stream header
     */
    static boolean holds(String text, String id, Secret password) {
        byte[] wanted = HEX.formatHex(sha1(id + password.reveal())).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(wanted, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
