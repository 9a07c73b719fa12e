package im.vestibule.services.account;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Passwords that are not of accounts, kept as SCRAM keys. Calls may wait. */
public final class Seal {
    private static final Hash HASH = Hash.SHA256;
    private static final int ITERATIONS = 10_000;

    private final Derivation derivation;
    private final Decoys decoys;

    public Seal(Derivation derivation, Decoys decoys) {
        this.derivation = derivation;
        this.decoys = decoys;
    }

    /**
     * Makes keys of a password.
     *
     * @param keep takes them as text, and says what came of it
     */
    public PasswordChange seal(Secret password, Function<String, PasswordChange> keep) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return PasswordChange.BAD_PASSWORD;
        }
        return derivation
                .fresh(Set.of(HASH), prepared.get(), ITERATIONS)
                .map(ScramText::format)
                .map(keep)
                .orElse(PasswordChange.UNAVAILABLE);
    }

    /**
     * Whether a password is the one that keys were made of. Takes as long where there are none; compares in constant time.
     *
     * @param owner whose it is said to be
     * @param kept as {@link #seal} made it; empty if the owner has none
     */
    public Verdict check(Jid owner, Optional<String> kept, Secret password) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return Verdict.REFUSED;
        }
        ScramKeys decoy = decoys.keys(HASH, owner, ITERATIONS);
        ScramKeys keys = kept.flatMap(ScramText::parse)
                .map(Credentials.Scram::keys)
                .map((Map<Hash, ScramKeys> all) -> all.get(HASH))
                .orElse(decoy);
        return derivation.check(HASH, keys, prepared.get());
    }
}
