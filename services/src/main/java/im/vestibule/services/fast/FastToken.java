package im.vestibule.services.fast;

import im.vestibule.config.Secret;
import im.vestibule.model.Octets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client has been given to come back with.
 *
 * @param mechanism the only one it is good for
 * @param expiry to the millisecond
 */
public record FastToken(Secret secret, FastMechanism mechanism, Instant expiry) {
    private static final String ALGORITHM = "HmacSHA256";

    /** What the client sends to show that it has the token (draft-schmaus-kitten-sasl-ht §3.1). */
    Octets initiator(Octets channel) {
        return mac("Initiator", channel);
    }

    /** What the client is sent to see that we have it, too (§3.2). */
    Octets responder(Octets channel) {
        return mac("Responder", channel);
    }

    private Octets mac(String role, Octets channel) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(role.getBytes(StandardCharsets.UTF_8));
            return Octets.of(mac.doFinal(channel.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }
}
