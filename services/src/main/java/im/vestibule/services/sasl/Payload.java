package im.vestibule.services.sasl;

import im.vestibule.model.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Messages as XMPP carries them (RFC 6120 §6.4): base64, and {@code =} for a message without any bytes. */
public final class Payload {
    private static final String EMPTY = "=";

    private Payload() {}

    /** Empty unless it is base64 as RFC 4648 §4 writes it: padded, no white space, no bits left over. */
    public static Optional<byte[]> decode(String text) {
        return text.equals(EMPTY) ? Optional.of(new byte[0]) : base64(text);
    }

    /** The same where no text is a message without any bytes (XEP-0388 §2.2). */
    public static Optional<byte[]> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The text of a challenge. */
    public static String encode(String message) {
        return encode(Octets.of(message));
    }

    public static String encode(Octets message) {
        return Base64.getEncoder().encodeToString(message.bytes());
    }

    /** Empty unless it is UTF-8 within {@link Exchange#MAX_MESSAGE}. */
    static Optional<String> text(byte[] message) {
        if (message.length > Exchange.MAX_MESSAGE) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
