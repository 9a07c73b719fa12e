package im.vestibule.services.account;

import im.vestibule.config.Secret;
import java.util.EnumMap;
import java.util.Map;

/** What is known of a password. */
public sealed interface Credentials {
    /** The password itself. */
    record Plain(Secret password) implements Credentials {}

    /** Keys for one hash or more. */
    record Scram(Map<Hash, ScramKeys> keys) implements Credentials {
        public Scram {
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("no keys");
            }
            keys = Map.copyOf(keys);
        }

        /** With keys for one more hash. */
        Scram with(Hash hash, ScramKeys more) {
            Map<Hash, ScramKeys> all = new EnumMap<>(keys);
            all.put(hash, more);
            return new Scram(all);
        }
    }
}
