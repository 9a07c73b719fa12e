package im.vestibule.load;

import java.util.Locale;

/** The opening handshake of a WebSocket (RFC 6455 §4). */
final class Upgrade {
    /** The example of the RFC: nothing here has to be unpredictable. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String PROOF = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private Upgrade() {}

    /** Whether the server has understood. */
    static boolean accepted(String head) {
        return head.startsWith("HTTP/1.1 101")
                && head.lines()
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-accept:")
                                && line.endsWith(PROOF));
    }
}
