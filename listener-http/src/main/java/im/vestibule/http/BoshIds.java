package im.vestibule.http;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Session ids that nobody can guess: 160 random bits in lower-case hex. */
final class BoshIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private BoshIds() {}

    static String next() {
        byte[] bits = new byte[20];
        RANDOM.nextBytes(bits);
        return HEX.formatHex(bits);
    }
}
