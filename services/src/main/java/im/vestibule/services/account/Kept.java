package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.store.StoreException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Accounts that are kept here: rows of a table {@code users}, wherever it is. */
abstract class Kept implements Backend {
    private static final Lookup DOWN = new Lookup.Unavailable();

    private final AuthMethod method;
    private final Users users;
    private final Derivation derivation;
    private final Decoys decoys;
    private final boolean plain;
    private final Set<Hash> hashes;
    private final int iterations;
    private final Trouble trouble;

    /**
     * @param format how passwords are kept from now on; those kept before stay as they are
     */
    Kept(AuthMethod method, Users users, Derivation derivation, Decoys decoys, AuthSpec.Password format) {
        this.method = method;
        this.users = users;
        this.derivation = derivation;
        this.decoys = decoys;
        this.plain = format.format() == AuthSpec.Password.Format.PLAIN;
        this.hashes = plain ? EnumSet.allOf(Hash.class) : Hash.of(format.hashes());
        this.iterations = format.scramIterations();
        this.trouble = new Trouble(method.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public AuthMethod method() {
        return method;
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
    private Lookup lookupOrSpend(Jid account, Hash hash) throws Unreachable {
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
                    Optional<Credentials> credentials = kept(password, prepared.get());
                    return credentials.isEmpty()
                            ? Registered.UNAVAILABLE
                            : users.insert(account, credentials.get(), most);
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
                    Optional<Credentials> credentials = kept(password, prepared.get());
                    if (credentials.isEmpty()) {
                        return PasswordChange.UNAVAILABLE;
                    }
                    return users.update(account, credentials.get()) ? PasswordChange.DONE : PasswordChange.ABSENT;
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
    public Removal remove(Jid account) {
        return attempt(() -> users.delete(account) ? Removal.DONE : Removal.ABSENT, Removal.UNAVAILABLE);
    }

    /** What is done with the table. */
    @FunctionalInterface
    private interface Task<T> {
        T run() throws Unreachable;
    }

    private <T> T attempt(Task<T> task, T unavailable) {
        try {
            return task.run();
        } catch (Unreachable _) {
            // The pool's health has said it.
            return unavailable;
        } catch (StoreException e) {
            trouble.report(e);
            return unavailable;
        }
    }
}
