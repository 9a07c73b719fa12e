package im.vestibule.services.account;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * SCRAM keys as MongooseIM has them in JSON: {@code {"iteration_count": 10000, "sha256": {"salt": …, "stored_key": …,
 * "server_key": …}, …}}, keys and salts in base64.
 */
final class ScramJson {
    /** Far more than all five hashes take. */
    private static final int LONGEST = 16_384;

    private ScramJson() {}

    /** Empty if it is not of this form; hashes that are not ours are left out. */
    static Optional<Credentials.Scram> parse(String text) {
        try {
            Map<String, Object> object = JSONObjectUtils.parse(text, LONGEST);
            int iterations = JSONObjectUtils.getInt(object, "iteration_count");
            Map<Hash, ScramKeys> keys = new EnumMap<>(Hash.class);
            for (Hash hash : Hash.values()) {
                Map<String, Object> own =
                        JSONObjectUtils.getJSONObject(object, hash.name().toLowerCase(Locale.ROOT));
                if (own != null) {
                    keys.put(hash, keys(hash, iterations, own));
                }
            }
            return keys.isEmpty() ? Optional.empty() : Optional.of(new Credentials.Scram(keys));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ScramKeys keys(Hash hash, int iterations, Map<String, Object> fields) throws ParseException {
        return ScramText.keys(
                hash, iterations, bytes(fields, "salt"), bytes(fields, "stored_key"), bytes(fields, "server_key"));
    }

    private static byte[] bytes(Map<String, Object> fields, String name) throws ParseException {
        String text = JSONObjectUtils.getString(fields, name);
        if (text == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return Base64.getDecoder().decode(text);
    }
}
