package im.vestibule.services.account;

import im.vestibule.config.AuthSpec;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the passwords of a domain are kept, {@code auth.password}, and so how they are checked, wherever they are kept.
 * Accounts that are not there cost what those cost that are.
 */
final class Keeping {
    private final Derivation derivation;
    private final Decoys decoys;
    private final boolean plain;
    private final Set<Hash> hashes;
    private final int iterations;

    /**
     * @param format how passwords are kept from now on; those kept before stay as they are
     */
    Keeping(Derivation derivation, Decoys decoys, AuthSpec.Password format) {
        this.derivation = derivation;
        this.decoys = decoys;
        this.plain = format.format() == AuthSpec.Password.Format.PLAIN;
        this.hashes = Set.copyOf(plain ? EnumSet.allOf(Hash.class) : Hash.of(format.hashes()));
        this.iterations = format.scramIterations();
    }

    boolean isPlain() {
        return plain;
    }

    /** Those that SCRAM can be offered for. */
    Set<Hash> hashes() {
        return hashes;
    }

    /**
     * SCRAM keys.
     *
     * @param found what is kept for the account, if there is one
     */
    Lookup lookup(Optional<Credentials> found, Jid account, Hash hash) {
        // Made in any case, so that it takes the same time.
        Optional<Secret> decoy = plain ? Optional.of(decoys.password(account)) : Optional.empty();
        if (found.isEmpty()) {
            // Where a known account costs a derivation, an unknown one costs it as well.
            boolean down = decoy.map(password -> derived(account, hash, password))
                    .filter(Lookup.Unavailable.class::isInstance)
                    .isPresent();
            return down ? new Lookup.Unavailable() : new Lookup.Unknown();
        }
        return switch (found.get()) {
            case Credentials.Scram(Map<Hash, ScramKeys> keys) -> {
                ScramKeys kept = keys.get(hash);
                yield kept == null ? new Lookup.Unknown() : new Lookup.Found(kept);
            }
            case Credentials.Plain(Secret password) -> derived(account, hash, password);
        };
    }

    private Lookup derived(Jid account, Hash hash, Secret password) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return new Lookup.Unknown();
        }
        return derivation
                .keys(hash, prepared.get(), decoys.salt(hash, account), iterations)
                .<Lookup>map(Lookup.Found::new)
                .orElse(new Lookup.Unavailable());
    }

    /**
     * Whether the password is right.
     *
     * @param found what is kept for the account, if there is one
     */
    Verdict check(Optional<Credentials> found, Jid account, Secret prepared) {
        Hash hash = Collections.min(hashes);
        // Made in any case, so that it takes the same time.
        ScramKeys decoy = decoys.keys(hash, account, iterations);
        if (found.isPresent()) {
            return check(found.get(), prepared);
        }
        return plain ? Verdict.REFUSED : derivation.check(hash, decoy, prepared);
    }

    private Verdict check(Credentials credentials, Secret password) {
        return switch (credentials) {
            case Credentials.Scram(Map<Hash, ScramKeys> keys) -> {
                // Any of them proves the password.
                Map.Entry<Hash, ScramKeys> cheapest = Collections.min(keys.entrySet(), Map.Entry.comparingByKey());
                yield derivation.check(cheapest.getKey(), cheapest.getValue(), password);
            }
            case Credentials.Plain(Secret kept) ->
                Passwords.prepare(kept).filter(password::equals).isPresent() ? Verdict.ACCEPTED : Verdict.REFUSED;
        };
    }

    /** What is to be kept of a password; empty if there is too much to do. */
    Optional<Credentials> fresh(Secret password, Secret prepared) {
        return plain
                ? Optional.of(new Credentials.Plain(password))
                : derivation.fresh(hashes, prepared, iterations).map(Credentials.class::cast);
    }

    /** Those that keys can be added for (XEP-0480). */
    Set<Hash> upgrades() {
        return plain ? Set.of() : hashes;
    }

    /** Which of these hashes there are no keys for. */
    List<Upgrade> lacking(Credentials kept, Set<Hash> wanted) {
        return switch (kept) {
            case Credentials.Plain _ -> List.of();
            case Credentials.Scram(Map<Hash, ScramKeys> keys) -> {
                // All are kept with the same number.
                int same = keys.values().iterator().next().iterations();
                yield upgrades().stream()
                        .filter(hash -> wanted.contains(hash) && !keys.containsKey(hash))
                        .sorted()
                        .map(hash -> Upgrade.of(hash, same))
                        .toList();
            }
        };
    }
}
