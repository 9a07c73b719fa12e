package im.vestibule.services.store;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Random keys that are made on first use and stay the same for as long as the store is kept. */
public final class InstallationKeys {
    private static final int BYTES = 32;

    private InstallationKeys() {}

    /**
     * The key of this name.
     *
     * @return 32 bytes
     * @throws StoreException if it can be neither read nor made
     */
    public static byte[] get(Store store, String name) {
        String key = store.read(handle -> find(handle, name))
                .orElseGet(() -> store.write(handle -> {
                    byte[] fresh = new byte[BYTES];
                    new SecureRandom().nextBytes(fresh);
                    // Somebody else may have made it in the meantime: what is kept counts.
                    handle.execute(
                            "INSERT INTO installation_keys (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                            name,
                            Base64.getEncoder().encodeToString(fresh));
                    return find(handle, name).orElseThrow();
                }));
        return Base64.getDecoder().decode(key);
    }

    private static Optional<String> find(Handle handle, String name) {
        return handle.select("SELECT value FROM installation_keys WHERE name = ?", name)
                .mapTo(String.class)
                .findOne();
    }
}
