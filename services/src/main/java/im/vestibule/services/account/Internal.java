package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.services.store.Store;
import im.vestibule.services.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The method {@code internal}: accounts in the store, in the table {@code users}. */
public final class Internal implements Backend {
    private static final Lookup DOWN = new Lookup.Unavailable();

    private final Users users;
    private final Keeping keeping;
    private final Trouble trouble = new Trouble("internal");

    /**
     * @param format how passwords are kept from now on; those kept before stay as they are
     */
    public Internal(Store store, Derivation derivation, Decoys decoys, AuthSpec.Password format) {
        this.users = new Users(store);
        this.keeping = new Keeping(derivation, decoys, format);
    }

    @Override
    public AuthMethod method() {
        return AuthMethod.INTERNAL;
    }

    @Override
    public Set<Hash> hashes() {
        return keeping.hashes();
    }

    @Override
    public boolean checksPasswords() {
        return true;
    }

    @Override
    public Lookup lookup(Jid account, Hash hash) {
        return attempt(() -> keeping.lookup(users.find(account), account, hash), DOWN);
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return Verdict.REFUSED;
        }
        return attempt(() -> keeping.check(users.find(account), account, prepared.get()), Verdict.UNAVAILABLE);
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
                    return keeping.fresh(password, prepared.get())
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
                    return keeping.fresh(password, prepared.get())
                            .map(credentials ->
                                    users.update(account, credentials) ? PasswordChange.DONE : PasswordChange.ABSENT)
                            .orElse(PasswordChange.UNAVAILABLE);
                },
                PasswordChange.UNAVAILABLE);
    }

    @Override
    public Set<Hash> upgrades() {
        return keeping.upgrades();
    }

    @Override
    public List<Upgrade> lacking(Jid account, Set<Hash> wanted) {
        return attempt(
                () -> users.find(account)
                        .map(kept -> keeping.lacking(kept, wanted))
                        .orElse(List.of()),
                List.of());
    }

    @Override
    public boolean upgrade(Jid account, Upgrade upgrade, Octets salted) {
        return attempt(() -> users.add(account, upgrade.hash(), upgrade.keys(salted)), false);
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
