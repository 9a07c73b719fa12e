package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.store.StoreException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Accounts that are kept here: rows of a table {@code users}, wherever it is. */
abstract class Kept implements Backend {
    private static final Lookup DOWN = new Lookup.Unavailable();

    private final AuthMethod method;
    private final Users users;
    private final Keeping keeping;
    private final Trouble trouble;

    /**
     * @param format how passwords are kept from now on; those kept before stay as they are
     */
    Kept(AuthMethod method, Users users, Derivation derivation, Decoys decoys, AuthSpec.Password format) {
        this.method = method;
        this.users = users;
        this.keeping = new Keeping(derivation, decoys, format);
        this.trouble = new Trouble(method.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public AuthMethod method() {
        return method;
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
        return attempt(() -> users.has(account) ? Existence.EXISTS : Existence.ABSENT, Existence.UNAVAILABLE);
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
                    if (users.has(account)) {
                        return Registered.EXISTS;
                    }
                    Optional<Credentials> credentials = keeping.fresh(password, prepared.get());
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
                    if (!users.has(account)) {
                        return PasswordChange.ABSENT;
                    }
                    Optional<Credentials> credentials = keeping.fresh(password, prepared.get());
                    if (credentials.isEmpty()) {
                        return PasswordChange.UNAVAILABLE;
                    }
                    return users.update(account, credentials.get()) ? PasswordChange.DONE : PasswordChange.ABSENT;
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

    @Override
    public Optional<List<Jid>> accounts(String domain, int most) {
        return attempt(
                () -> Optional.of(users.names(domain, most).stream()
                        .flatMap(name -> Jid.of(name, domain, "").stream())
                        .toList()),
                Optional.empty());
    }

    @Override
    public OptionalLong count(String domain) {
        return attempt(() -> OptionalLong.of(users.count(domain)), OptionalLong.empty());
    }

    @Override
    public Optional<Secret> password(Jid account) {
        return attempt(
                () -> users.find(account)
                        .flatMap(found -> found instanceof Credentials.Plain(Secret password)
                                ? Optional.of(password)
                                : Optional.empty()),
                Optional.empty());
    }

    @Override
    public int removeSome(String domain, int most) throws Unreachable {
        return users.deleteSome(domain, most);
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
