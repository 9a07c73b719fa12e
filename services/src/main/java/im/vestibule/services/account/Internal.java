package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.services.store.Store;
import im.vestibule.services.store.StoreException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The method {@code internal}: accounts in the store, in the table {@code users}. */
public final class Internal implements Backend {
    private static final Lookup DOWN = new Lookup.Unavailable();

    private final Users users;
    private final Derivation derivation;
    private final Decoys decoys;
    private final boolean plain;
    private final Set<Hash> hashes;
    private final int iterations;
    private final Trouble trouble = new Trouble("internal");

    /**
     * @param format how passwords are kept from now on; those kept before stay as they are
     */
    public Internal(Store store, Derivation derivation, Decoys decoys, AuthSpec.Password format) {
        this.users = new Users(store);
        this.derivation = derivation;
        this.decoys = decoys;
        this.plain = format.format() == AuthSpec.Password.Format.PLAIN;
        this.hashes = plain ? EnumSet.allOf(Hash.class) : Hash.of(format.hashes());
        this.iterations = format.scramIterations();
    }

    @Override
    public AuthMethod method() {
        return AuthMethod.INTERNAL;
    }

    @Override
    public Set<Hash> hashes() {
        return Set.copyOf(hashes);
    }

    @Override
    public boolean checksPasswords() {
        return true;
    }

    @Override
    public Lookup lookup(Jid account, Hash hash) {
        return attempt(() -> plain ? lookupOrSpend(account, hash) : lookup(users.find(account), account, hash), DOWN);
    }

    /** Where a known account costs a derivation, an unknown one costs it as well. */
    private Lookup lookupOrSpend(Jid account, Hash hash) {
        Secret decoy = decoys.password(account);
        Optional<Credentials> found = users.find(account);
        return found.isEmpty() && derived(account, hash, decoy).equals(DOWN) ? DOWN : lookup(found, account, hash);
    }

    private Lookup lookup(Optional<Credentials> found, Jid account, Hash hash) {
        if (found.isEmpty()) {
            return new Lookup.Unknown();
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
                .orElse(DOWN);
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return Verdict.REFUSED;
        }
        Hash hash = Collections.min(hashes);
        // Made in any case, so that it takes the same time.
        ScramKeys decoy = decoys.keys(hash, account, iterations);
        return attempt(
                () -> {
                    Optional<Credentials> found = users.find(account);
                    if (found.isPresent()) {
                        return check(found.get(), prepared.get());
                    }
                    return plain ? Verdict.REFUSED : derivation.check(hash, decoy, prepared.get());
                },
                Verdict.UNAVAILABLE);
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

    @Override
    public Existence exists(Jid account) {
        return attempt(
                () -> users.find(account).isPresent() ? Existence.EXISTS : Existence.ABSENT, Existence.UNAVAILABLE);
    }

    @Override
    public Registered register(Jid account, Secret password, Limit most) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return Registered.BAD_PASSWORD;
        }
        return attempt(
                () -> {
                    // Not worth hashing for; the insert decides.
                    if (users.find(account).isPresent()) {
                        return Registered.EXISTS;
                    }
                    return kept(password, prepared.get())
                            .map(credentials -> users.insert(account, credentials, most))
                            .orElse(Registered.UNAVAILABLE);
                },
                Registered.UNAVAILABLE);
    }

    @Override
    public PasswordChange setPassword(Jid account, Secret password) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return PasswordChange.BAD_PASSWORD;
        }
        return attempt(
                () -> {
                    if (users.find(account).isEmpty()) {
                        return PasswordChange.ABSENT;
                    }
                    return kept(password, prepared.get())
                            .map(credentials ->
                                    users.update(account, credentials) ? PasswordChange.DONE : PasswordChange.ABSENT)
                            .orElse(PasswordChange.UNAVAILABLE);
                },
                PasswordChange.UNAVAILABLE);
    }

    /** What is kept of a password; empty if there is too much to do. */
    private Optional<Credentials> kept(Secret password, Secret prepared) {
        return plain
                ? Optional.of(new Credentials.Plain(password))
                : derivation.fresh(hashes, prepared, iterations).map(Credentials.class::cast);
    }

    @Override
    public Set<Hash> upgrades() {
        return plain ? Set.of() : Set.copyOf(hashes);
    }

    @Override
    public List<Upgrade> lacking(Jid account, Set<Hash> wanted) {
        return attempt(
                () -> users.find(account).map(kept -> lacking(kept, wanted)).orElse(List.of()), List.of());
    }

    private List<Upgrade> lacking(Credentials kept, Set<Hash> wanted) {
        return switch (kept) {
            case Credentials.Plain _ -> List.of();
            case Credentials.Scram(Map<Hash, ScramKeys> keys) -> {
                int iterations = keys.values().iterator().next().iterations();
                yield upgrades().stream()
                        .filter(hash -> wanted.contains(hash) && !keys.containsKey(hash))
                        .sorted()
                        .map(hash -> Upgrade.of(hash, iterations))
                        .toList();
            }
        };
    }

    @Override
    public boolean upgrade(Jid account, Upgrade upgrade, Octets salted) {
        Hash hash = upgrade.hash();
        ScramKeys keys = hash.keys(salted.bytes(), upgrade.salt().bytes(), upgrade.iterations());
        return attempt(() -> users.add(account, hash, keys), false);
    }

    @Override
    public Removal remove(Jid account) {
        return attempt(() -> users.delete(account) ? Removal.DONE : Removal.ABSENT, Removal.UNAVAILABLE);
    }

    private <T> T attempt(Supplier<T> task, T unavailable) {
        try {
            return task.get();
        } catch (StoreException e) {
            trouble.report(e);
            return unavailable;
        }
    }
}
