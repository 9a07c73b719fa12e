package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Keys that only who has begun the sequence can know (XEP-0124 §15). */
final class BoshKey {
    private BoshKey() {}

    /** Whether this key comes before that one in a sequence. */
    static boolean precedes(String key, String next) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(key.getBytes(UTF_8));
            return same(HexFormat.of().formatHex(hash), next.toLowerCase(Locale.ROOT));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Takes as long whether they are the same or not. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
