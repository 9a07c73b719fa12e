package im.vestibule.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** RFC 5802 and RFC 7677, without channel binding. */
final class Scram implements Sasl {
    private static final String NO_BINDING = "c=biws";

    private final Mechanism mechanism;
    private final String name;
    private final String password;
    private final String nonce;
    private byte @Nullable [] expected;

    Scram(Mechanism mechanism, String name, String password) {
        this.mechanism = mechanism;
        this.name = name;
        this.password = password;
        // A client under test has no secret to protect.
        nonce = Long.toHexString(ThreadLocalRandom.current().nextLong())
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    private String bare() {
        return "n=" + name + ",r=" + nonce;
    }

    @Override
    public String initial() {
        return encode("n,," + bare());
    }

    @Override
    public Optional<String> response(String challenge) {
        if (expected != null) {
            // What the server says last may come as a challenge.
            return proven(challenge) ? Optional.of("") : Optional.empty();
        }
        String first = decode(challenge);
        String joint = field(first, 'r');
        String salt = field(first, 's');
        String iterations = field(first, 'i');
        if (!joint.startsWith(nonce) || decode(salt).isEmpty() || !iterations.matches("[1-9][0-9]{0,6}")) {
            return Optional.empty();
        }
        ScramKeys keys = ScramKeys.of(mechanism, password, salt, Integer.parseInt(iterations));
        String bound = NO_BINDING + ",r=" + joint;
        byte[] message = Bytes.of(bare() + "," + first + "," + bound);
        expected = keys.signature(message);
        return Optional.of(encode(bound + ",p=" + Base64.getEncoder().encodeToString(keys.proof(message))));
    }

    @Override
    public boolean proven(String success) {
        if (expected == null) {
            return false;
        }
        // An empty success follows a last challenge that was right.
        String signature = success.isEmpty() ? "" : field(decode(success), 'v');
        return success.isEmpty()
                || MessageDigest.isEqual(Bytes.of(Base64.getEncoder().encodeToString(expected)), Bytes.of(signature));
    }

    private static String field(String message, char name) {
        for (String part : message.split(",", -1)) {
            if (part.length() > 1 && part.charAt(0) == name && part.charAt(1) == '=') {
                return part.substring(2);
            }
        }
        return "";
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(Bytes.of(text));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
