package im.vestibule.services.account;

import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * SCRAM keys as MongooseIM writes them, in its column {@code pass_details} and over its HTTP method:
 * {@code ==MULTI_SCRAM==,<iterations>,<tag><salt>|<stored key>|<server key>,…} with a ten-character tag for each hash, or
 * for SHA-1 alone {@code ==SCRAM==,<stored key>,<server key>,<salt>,<iterations>}; keys and salts in base64.
 */
final class ScramText {
    private static final String MULTI = "==MULTI_SCRAM==";
    private static final String SINGLE = "==SCRAM==";
    private static final int TAG = 10;

    private ScramText() {}

    /** All keys must have the same number of iterations, as the form has room for one. */
    static String format(Credentials.Scram scram) {
        StringBuilder text = new StringBuilder(MULTI);
        int iterations = scram.keys().values().iterator().next().iterations();
        text.append(',').append(iterations);
        for (Hash hash : Hash.values()) {
            ScramKeys keys = scram.keys().get(hash);
            if (keys != null) {
                text.append(',').append(tag(hash)).append(encode(keys.salt()));
                text.append('|').append(encode(keys.storedKey()));
                text.append('|').append(encode(keys.serverKey()));
            }
        }
        return text.toString();
    }

    /** Empty if it is not of either form; hashes that are not ours are left out. */
    static Optional<Credentials.Scram> parse(String text) {
        try {
            String[] fields = text.split(",", -1);
            return switch (fields[0]) {
                case MULTI -> multi(fields);
                case SINGLE -> single(fields);
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            // Not base64, or not a number.
            return Optional.empty();
        }
    }

    private static Optional<Credentials.Scram> multi(String[] fields) {
        Map<Hash, ScramKeys> keys = new EnumMap<>(Hash.class);
        for (int i = 2; i < fields.length; i++) {
            for (Hash hash : Hash.values()) {
                if (fields[i].startsWith(tag(hash))) {
                    String[] parts = fields[i].substring(TAG).split("\\|", -1);
                    if (parts.length != 3) {
                        return Optional.empty();
                    }
                    keys.put(hash, keys(hash, fields[1], parts[0], parts[1], parts[2]));
                }
            }
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new Credentials.Scram(keys));
    }

    private static Optional<Credentials.Scram> single(String[] fields) {
        return fields.length == 5
                ? Optional.of(new Credentials.Scram(
                        Map.of(Hash.SHA, keys(Hash.SHA, fields[4], fields[3], fields[1], fields[2]))))
                : Optional.empty();
    }

    private static ScramKeys keys(Hash hash, String iterations, String salt, String storedKey, String serverKey) {
        return keys(hash, Integer.parseInt(iterations), decode(salt), decode(storedKey), decode(serverKey));
    }

    /** @throws IllegalArgumentException if they cannot be keys of this hash */
    static ScramKeys keys(Hash hash, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        if (iterations < 1
                || salt.length == 0
                || storedKey.length != hash.length()
                || serverKey.length != hash.length()) {
            throw new IllegalArgumentException("not keys of " + hash);
        }
        return new ScramKeys(iterations, salt, storedKey, serverKey);
    }

    private static String tag(Hash hash) {
        return switch (hash) {
            case SHA -> "===SHA1===";
            case SHA224 -> "==SHA224==";
            case SHA256 -> "==SHA256==";
            case SHA384 -> "==SHA384==";
            case SHA512 -> "==SHA512==";
        };
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }
}
