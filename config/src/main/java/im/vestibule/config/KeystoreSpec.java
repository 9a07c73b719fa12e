package im.vestibule.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code modules.mod_keystore} table: keys by name.
 *
 * @param ramKeySize bytes of each key that is made at start
 */
public record KeystoreSpec(int ramKeySize, List<Key> keys) {
    /** What {@code mod_auth_token} signs its tokens with. */
    public static final String TOKEN_SECRET = "token_secret";

    /** Where MongooseIM looks for the key of provision tokens. */
    static final String PROVISION = "provision_pre_shared";

    private enum Kind {
        RAM,
        FILE
    }

    /** One key. */
    public sealed interface Key {
        String name();

        /** Made at random at every start. */
        record Ram(String name) implements Key {}

        /** All that the file holds, byte for byte. */
        record File(String name, Path path) implements Key {}

        static Key read(Section s) {
            String name = s.mandatory("name", Type.NON_EMPTY);
            Kind kind = s.mandatory("type", Type.oneOf(Kind.class));
            Optional<Path> path = s.optional("path", FileTypes.FILE);
            if (kind == Kind.FILE && !s.written("path")) {
                s.missing("path", FileTypes.FILE.one());
            }
            if (kind == Kind.RAM && path.isPresent() && s.written("type")) {
                s.error("path", Fault.of("a key of type \"ram\" has no file").hint("write type = \"file\""));
            }
            return kind == Kind.FILE ? new File(name, path.orElse(Path.of(""))) : new Ram(name);
        }
    }

    static KeystoreSpec read(Section s) {
        int size = s.value("ram_key_size", NumberTypes.NON_NEGATIVE, 2_048);
        List<Key> keys = s.tables("keys", Key::read);
        s.distinct("keys", keys, Key::name);
        if (size == 0 && keys.stream().anyMatch(Key.Ram.class::isInstance)) {
            s.error("ram_key_size", Fault.of("keys without a byte protect nothing"));
        }
        return new KeystoreSpec(size, keys);
    }

    /** The key of this name. */
    public Optional<Key> find(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }
}
