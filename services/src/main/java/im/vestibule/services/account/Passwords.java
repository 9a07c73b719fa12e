package im.vestibule.services.account;

import com.ongres.saslprep.SASLprep;
import im.vestibule.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How passwords are made comparable: SASLprep (RFC 4013), as RFC 4616 §2 and RFC 5802 §2.2 ask. */
public final class Passwords {
    /** Bytes of UTF-8; more is refused before any work is spent on it. */
    public static final int MAX_BYTES = 1_024;

    private static final SASLprep PROFILE = new SASLprep();

    private Passwords() {}

    /** Empty for a password that nobody can have: an empty one, a long one, or one with characters that are forbidden. */
    static Optional<Secret> prepare(Secret password) {
        String text = password.reveal();
        if (text.isEmpty() || text.length() > MAX_BYTES) {
            return Optional.empty();
        }
        if (isPrintableAscii(text)) {
            return Optional.of(password);
        }
        try {
            // Kept passwords, too, are prepared as queries: what Unicode 3.2 did not know is allowed, as clients do.
            String prepared = PROFILE.prepareQuery(text);
            return prepared.isEmpty() || prepared.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
                    ? Optional.empty()
                    : Optional.of(new Secret(prepared));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // Forbidden characters; or nothing but characters that are mapped to nothing, which the library trips over.
            return Optional.empty();
        }
    }

    private static boolean isPrintableAscii(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }
}
