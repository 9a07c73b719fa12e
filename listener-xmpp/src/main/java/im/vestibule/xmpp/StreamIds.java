package im.vestibule.xmpp;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names that nobody can guess: 128 random bits in lower-case hex. */
final class StreamIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private StreamIds() {}

    static String next() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return HEX.formatHex(bits);
    }
}
