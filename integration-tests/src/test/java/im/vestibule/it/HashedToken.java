package im.vestibule.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.model.Octets;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of HT-SHA-256, written from draft-schmaus-kitten-sasl-ht with what the JDK has. Messages are in base64. */
record HashedToken(String token, Octets binding) {
    /** What the client says. */
    String initiator(String user) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(user.getBytes(UTF_8));
        message.write(0);
        message.writeBytes(mac("Initiator"));
        return Base64.getEncoder().encodeToString(message.toByteArray());
    }

    /** What a server answers that has the token, too. */
    String responder() {
        return Base64.getEncoder().encodeToString(mac("Responder"));
    }

    private byte[] mac(String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HMAC"));
            mac.update(role.getBytes(UTF_8));
            return mac.doFinal(binding.bytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
