package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of every domain, through all the methods of that domain in their order. Calls may wait, so they are made on
 * virtual threads. Accounts are bare addresses.
 */
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    /** Names of removed accounts that something may still be kept under; beyond it only the log tells. */
    private static final int UNFINISHED = 10_000;

    private final Map<String, Methods> domains = new ConcurrentHashMap<>();
    private final Decoys decoys;
    private final List<Consumer<Removed>> removalListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Jid>> passwordListeners = new CopyOnWriteArrayList<>();
    private final Set<Jid> unfinished = ConcurrentHashMap.newKeySet();

    /**
     * @param domains by name, prepared
     */
    public Accounts(Map<String, Methods> domains, Decoys decoys) {
        this.domains.putAll(domains);
        this.decoys = decoys;
    }

    /** From now on these domains have accounts, and no others. What is under way goes on by the old ones. */
    public void replace(Map<String, Methods> fresh) {
        domains.putAll(fresh);
        domains.keySet().retainAll(fresh.keySet());
    }

    /** One more domain has accounts, or has them in another way. */
    public void put(String name, Methods methods) {
        domains.put(name, methods);
    }

    /** One domain less has accounts. */
    public void remove(String name) {
        domains.remove(name);
    }

    /** The hashes that SCRAM can be offered for. */
    public Set<Hash> hashes(String domain, Set<AuthMethod> allowed) {
        Set<Hash> hashes = EnumSet.noneOf(Hash.class);
        of(domain).allowed(allowed).forEach(backend -> hashes.addAll(backend.hashes()));
        return hashes;
    }

    /** Whether PLAIN can be offered. */
    public boolean checksPasswords(String domain, Set<AuthMethod> allowed) {
        return of(domain).anyAllowed(allowed, Backend::checksPasswords);
    }

    /**
     * SCRAM keys of an account. An account that is not there has keys too, which no password fits.
     *
     * @return empty if a back end is down and the others do not know the account
     */
    public Optional<ScramKeys> keys(Jid account, Hash hash, Set<AuthMethod> allowed) {
        Methods methods = of(account.domain());
        // Made in any case, so that it takes the same time.
        ScramKeys decoy = decoys.keys(hash, account, methods.iterations());
        return methods.keys(account, hash, allowed, decoy);
    }

    /** Whether any method accepts the password. */
    public Verdict check(Jid account, Secret password, Set<AuthMethod> allowed) {
        return of(account.domain())
                .any(
                        account,
                        allowed,
                        (backend, jid) -> backend.checksPasswords() ? backend.check(jid, password) : Verdict.REFUSED);
    }

    /** Whether EXTERNAL can be offered to a client with a verified certificate. */
    public boolean admitsCertified(String domain, Set<AuthMethod> allowed) {
        return of(domain).anyAllowed(allowed, Backend::admitsCertified);
    }

    /**
     * Whether any method lets in whom a verified certificate names.
     *
     * @param certificate the client's own; empty if only a proxy has seen it
     */
    public Verdict admit(Jid account, Optional<X509Certificate> certificate, Set<AuthMethod> allowed) {
        return of(account.domain()).any(account, allowed, (backend, jid) -> backend.admit(jid, certificate));
    }

    /** Whether OAUTHBEARER can be offered. */
    public boolean takesBearers(String domain, Set<AuthMethod> allowed) {
        return takesTokens(domain, allowed) || of(domain).anyAllowed(allowed, Backend::takesBearers);
    }

    /** Whether X-OAUTH can be offered, which is for the server's own tokens. */
    public boolean takesTokens(String domain, Set<AuthMethod> allowed) {
        Methods methods = of(domain);
        return methods.bearers().isPresent() && methods.anyAllowed(allowed, _ -> true);
    }

    /** Whose token it is, of those that some method knows. */
    public Bearer bearer(String domain, Secret token, Set<AuthMethod> allowed) {
        return of(domain).bearer(domain, token, allowed);
    }

    /** Whose token it is, of the server's own. An allowed method must still have the account. */
    public Bearer token(String domain, Secret token, Set<AuthMethod> allowed) {
        return of(domain).token(domain, token, allowed);
    }

    /** Whether ANONYMOUS can be offered. */
    public boolean welcomesStrangers(String domain, Set<AuthMethod> allowed) {
        return of(domain).anyAllowed(allowed, Backend::welcomesStrangers);
    }

    /**
     * Whether any method lets in somebody who has not said who it is.
     *
     * @param made a fresh name that nobody could guess
     */
    public Verdict welcome(Jid made, Set<AuthMethod> allowed) {
        return of(made.domain()).any(made, allowed, Backend::welcome);
    }

    /** Whether SCRAM tells what was offered (XEP-0474). */
    public boolean protectsFromDowngrade(String domain) {
        return of(domain).protectsFromDowngrade();
    }

    public Existence exists(Jid account) {
        return of(account.domain()).exists(account);
    }

    /** Whether any of these methods has the account. */
    public Existence exists(Jid account, Set<AuthMethod> allowed) {
        return of(account.domain()).exists(account, allowed);
    }

    /**
     * Makes an account in the first method that can, unless any method has one of this name. What could not be dropped when an earlier account of the name was
     * removed is dropped first: it is nobody else's.
     */
    public Registered register(Jid account, Secret password) {
        if (unfinished.contains(account) && exists(account) == Existence.ABSENT && !forget(account)) {
            return Registered.UNAVAILABLE;
        }
        return of(account.domain()).register(account, password);
    }

    /** Changes the password in the first method that has the account, and can. */
    public PasswordChange setPassword(Jid account, Secret password) {
        PasswordChange change = of(account.domain()).setPassword(account, password);
        if (change == PasswordChange.DONE) {
            boolean _ = publish(passwordListeners, account, account);
        }
        return change;
    }

    /** The hashes that accounts can be given keys for when they log in (XEP-0480). */
    public Set<Hash> upgrades(String domain, Set<AuthMethod> allowed) {
        Set<Hash> hashes = EnumSet.noneOf(Hash.class);
        of(domain).allowed(allowed).forEach(backend -> hashes.addAll(backend.upgrades()));
        return hashes;
    }

    /** Which of these hashes an account has no keys for, and how to make them; none if a back end is down. */
    public List<Upgrade> lacking(Jid account, Set<Hash> wanted, Set<AuthMethod> allowed) {
        return of(account.domain()).lacking(account, wanted, allowed);
    }

    /**
     * Keeps keys made from a salted password next to those that the account has.
     *
     * @param upgrade one of {@link #lacking}
     * @return false if a back end is down
     */
    public boolean upgrade(Jid account, Upgrade upgrade, Octets salted, Set<AuthMethod> allowed) {
        return of(account.domain()).upgrade(account, upgrade, salted, allowed);
    }

    /** Removes the account from every method that can, and tells the listeners. */
    public Removal remove(Jid account) {
        return remove(new Removed(account, Optional.empty()));
    }

    /**
     * As {@link #remove(Jid)}, on behalf of one of the account's own sessions.
     *
     * @param by its full address
     */
    public Removal remove(Jid account, Jid by) {
        return remove(new Removed(account, Optional.of(by)));
    }

    private Removal remove(Removed event) {
        Methods.Removals removals = of(event.account().domain()).remove(event.account());
        if (removals.any()) {
            boolean _ = drop(event);
        }
        return removals.all();
    }

    /**
     * The last session of an account is over. May wait.
     *
     * @return whether the account was for as long as that only, and is gone
     */
    public boolean endsWithItsSessions(Jid account) {
        return of(account.domain()).endsWithItsSessions(account);
    }

    /**
     * Has the listeners drop what they keep under a name that has no account.
     *
     * @return whether all of them could
     */
    public boolean forget(Jid name) {
        return drop(new Removed(name, Optional.empty()));
    }

    private boolean drop(Removed event) {
        boolean complete = publish(removalListeners, event, event.account());
        if (complete) {
            unfinished.remove(event.account());
        } else if (unfinished.size() < UNFINISHED) {
            unfinished.add(event.account());
        }
        return complete;
    }

    /**
     * The accounts of a domain, by their names; not among them are those that are known elsewhere only.
     *
     * @param most of them
     * @return empty if a back end is down
     */
    public Optional<List<Jid>> list(String domain, int most) {
        return of(domain).list(domain, most);
    }

    /** How many those are; empty if a back end is down. One that two methods have counts twice. */
    public OptionalLong count(String domain) {
        return of(domain).count(domain);
    }

    /** The password itself, if some method keeps it so. */
    public Optional<Secret> password(Jid account) {
        return of(account.domain()).password(account);
    }

    /** Has this called after an account is gone, on the thread that removed it. */
    public void onRemoval(Consumer<Removed> listener) {
        removalListeners.add(listener);
    }

    /** Has this called with an account after its password has changed, on the thread that changed it. */
    public void onPasswordChange(Consumer<Jid> listener) {
        passwordListeners.add(listener);
    }

    private static <E> boolean publish(List<Consumer<E>> listeners, E event, Jid account) {
        boolean complete = true;
        for (Consumer<E> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                // It has happened all the same, and the other listeners must know.
                LOG.atError().addKeyValue("account", account).setCause(e).log("account_change_incomplete");
                complete = false;
            }
        }
        return complete;
    }

    private Methods of(String domain) {
        return domains.getOrDefault(domain, Methods.NONE);
    }
}
