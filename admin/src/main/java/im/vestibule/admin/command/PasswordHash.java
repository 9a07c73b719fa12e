package im.vestibule.admin.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.config.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** A hash of a password as old tools have it: in hexadecimal, and in the reference without the zero of a single digit. */
enum PasswordHash {
    MD5("MD5"),
    SHA("SHA-1");

    private final String algorithm;

    PasswordHash(String algorithm) {
        this.algorithm = algorithm;
    }

    /** @param method as the API names it */
    static Optional<PasswordHash> of(String method) {
        return switch (method) {
            case "md5" -> Optional.of(MD5);
            case "sha" -> Optional.of(SHA);
            default -> Optional.empty();
        };
    }

    boolean matches(Secret password, String hash) {
        byte[] digest = digest(password.reveal().getBytes(UTF_8));
        StringBuilder unpadded = new StringBuilder();
        for (byte each : digest) {
            unpadded.append(Integer.toHexString(each & 0xFF));
        }
        Secret padded = new Secret(HexFormat.of().formatHex(digest));
        String claimed = hash.toLowerCase(Locale.ROOT);
        return padded.matches(claimed) || new Secret(unpadded.toString()).matches(claimed);
    }

    private byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
