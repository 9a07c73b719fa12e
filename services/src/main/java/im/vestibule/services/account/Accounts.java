package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.services.pool.Unreachable;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of every domain, through all the methods of that domain in their order. Calls may wait, so they are made on
 * virtual threads. Accounts are bare addresses.
 */
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Domain NOT_SERVED = new Domain(List.of(), 1, Limit.INFINITY);

    private final Map<String, Domain> domains = new ConcurrentHashMap<>();
    private final Decoys decoys;
    private final List<Consumer<Removed>> removalListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Jid>> passwordListeners = new CopyOnWriteArrayList<>();

    /**
     * How one domain, or each of a type, authenticates.
     *
     * @param backends in the order they are tried
     * @param iterations of SCRAM, as unknown users are shown it
     * @param most accounts that can be registered
     * @param bearers the server's own tokens; empty if it hands out none
     * @param protectsFromDowngrade whether SCRAM tells what was offered (XEP-0474)
     */
    public record Domain(
            List<Backend> backends,
            int iterations,
            Limit most,
            Optional<Bearers> bearers,
            boolean protectsFromDowngrade) {
        public Domain {
            backends = List.copyOf(backends);
        }

        public Domain(List<Backend> backends, int iterations, Limit most) {
            this(backends, iterations, most, Optional.empty(), true);
        }

        public static Domain of(AuthSpec auth, List<Backend> backends, Optional<Bearers> bearers) {
            return new Domain(
                    backends,
                    auth.password().scramIterations(),
                    auth.maxUsersPerDomain(),
                    bearers,
                    auth.downgradeProtection());
        }

        /**
         * Deletes some accounts of a domain that is no more.
         *
         * @param most of them
         * @return how many there were; 0 if none is left that can be deleted
         * @throws Unreachable if a back end is to blame
         */
        public int removeSome(String name, int most) throws Unreachable {
            for (Backend backend : backends) {
                int gone = backend.removeSome(name, most);
                if (gone > 0) {
                    return gone;
                }
            }
            return 0;
        }

        private Stream<Backend> allowed(Set<AuthMethod> methods) {
            return backends.stream().filter(backend -> methods.contains(backend.method()));
        }
    }

    /**
     * @param domains by name, prepared
     */
    public Accounts(Map<String, Domain> domains, Decoys decoys) {
        this.domains.putAll(domains);
        this.decoys = decoys;
    }

    /** From now on these domains have accounts, and no others. What is under way goes on by the old ones. */
    public void replace(Map<String, Domain> fresh) {
        domains.putAll(fresh);
        domains.keySet().retainAll(fresh.keySet());
    }

    /** One more domain has accounts, or has them in another way. */
    public void put(String name, Domain domain) {
        domains.put(name, domain);
    }

    /** One domain less has accounts. */
    public void remove(String name) {
        domains.remove(name);
    }

    /** The hashes that SCRAM can be offered for. */
    public Set<Hash> hashes(String domain, Set<AuthMethod> allowed) {
        Set<Hash> hashes = EnumSet.noneOf(Hash.class);
        domain(domain).allowed(allowed).forEach(backend -> hashes.addAll(backend.hashes()));
        return hashes;
    }

    /** Whether PLAIN can be offered. */
    public boolean checksPasswords(String domain, Set<AuthMethod> allowed) {
        return domain(domain).allowed(allowed).anyMatch(Backend::checksPasswords);
    }

    /**
     * SCRAM keys of an account. An account that is not there has keys too, which no password fits.
     *
     * @return empty if a back end is down and the others do not know the account
     */
    public Optional<ScramKeys> keys(Jid account, Hash hash, Set<AuthMethod> allowed) {
        Domain domain = domain(account.domain());
        // Made in any case, so that it takes the same time.
        ScramKeys decoy = decoys.keys(hash, account, domain.iterations());
        boolean down = false;
        for (Backend backend : domain.allowed(allowed).toList()) {
            switch (backend.hashes().contains(hash) ? backend.lookup(account, hash) : new Lookup.Unknown()) {
                case Lookup.Found(ScramKeys keys) -> {
                    return Optional.of(keys);
                }
                case Lookup.Unavailable() -> down = true;
                case Lookup.Unknown() -> {}
            }
        }
        return down ? Optional.empty() : Optional.of(decoy);
    }

    /** Whether any method accepts the password. */
    public Verdict check(Jid account, Secret password, Set<AuthMethod> allowed) {
        return any(
                account,
                allowed,
                (backend, jid) -> backend.checksPasswords() ? backend.check(jid, password) : Verdict.REFUSED);
    }

    /** One method that accepts is enough; one that is down may have been the one. */
    private Verdict any(Jid account, Set<AuthMethod> allowed, BiFunction<Backend, Jid, Verdict> question) {
        Verdict verdict = Verdict.REFUSED;
        for (Backend backend : domain(account.domain()).allowed(allowed).toList()) {
            switch (question.apply(backend, account)) {
                case ACCEPTED -> {
                    return Verdict.ACCEPTED;
                }
                case UNAVAILABLE -> verdict = Verdict.UNAVAILABLE;
                case REFUSED -> {}
            }
        }
        return verdict;
    }

    /** Whether EXTERNAL can be offered to a client with a verified certificate. */
    public boolean admitsCertified(String domain, Set<AuthMethod> allowed) {
        return domain(domain).allowed(allowed).anyMatch(Backend::admitsCertified);
    }

    /**
     * Whether any method lets in whom a verified certificate names.
     *
     * @param certificate the client's own; empty if only a proxy has seen it
     */
    public Verdict admit(Jid account, Optional<X509Certificate> certificate, Set<AuthMethod> allowed) {
        return any(account, allowed, (backend, jid) -> backend.admit(jid, certificate));
    }

    /** Whether OAUTHBEARER can be offered. */
    public boolean takesBearers(String domain, Set<AuthMethod> allowed) {
        return takesTokens(domain, allowed) || domain(domain).allowed(allowed).anyMatch(Backend::takesBearers);
    }

    /** Whether X-OAUTH can be offered, which is for the server's own tokens. */
    public boolean takesTokens(String domain, Set<AuthMethod> allowed) {
        return domain(domain).bearers().isPresent()
                && domain(domain).allowed(allowed).findAny().isPresent();
    }

    /** Whose token it is, of those that some method knows. */
    public Bearer bearer(String domain, Secret token, Set<AuthMethod> allowed) {
        Bearer bearer = new Bearer.Refused();
        for (Backend backend : domain(domain).allowed(allowed).toList()) {
            Bearer next = backend.bearer(domain, token);
            if (next instanceof Bearer.Accepted) {
                return next;
            }
            if (!(next instanceof Bearer.Refused)) {
                bearer = next;
            }
        }
        return bearer;
    }

    /** Whose token it is, of the server's own. An allowed method must still have the account. */
    public Bearer token(String domain, Secret token, Set<AuthMethod> allowed) {
        Bearer bearer =
                domain(domain).bearers().map(own -> own.check(domain, token)).orElseGet(Bearer.Refused::new);
        return bearer instanceof Bearer.Accepted(Jid account, var _)
                ? switch (Existence.among(domain(domain).allowed(allowed), account)) {
                    case EXISTS -> bearer;
                    case ABSENT -> new Bearer.Refused();
                    case UNAVAILABLE -> new Bearer.Unavailable();
                }
                : bearer;
    }

    /** Whether ANONYMOUS can be offered. */
    public boolean welcomesStrangers(String domain, Set<AuthMethod> allowed) {
        return domain(domain).allowed(allowed).anyMatch(Backend::welcomesStrangers);
    }

    /**
     * Whether any method lets in somebody who has not said who it is.
     *
     * @param made a fresh name that nobody could guess
     */
    public Verdict welcome(Jid made, Set<AuthMethod> allowed) {
        return any(made, allowed, Backend::welcome);
    }

    /** Whether SCRAM tells what was offered (XEP-0474). */
    public boolean protectsFromDowngrade(String domain) {
        return domain(domain).protectsFromDowngrade();
    }

    public Existence exists(Jid account) {
        return Existence.among(domain(account.domain()).backends().stream(), account);
    }

    /** Whether any of these methods has the account. */
    public Existence exists(Jid account, Set<AuthMethod> allowed) {
        return Existence.among(domain(account.domain()).allowed(allowed), account);
    }

    /** Makes an account in the first method that can, unless any method has one of this name. */
    public Registered register(Jid account, Secret password) {
        Domain domain = domain(account.domain());
        if (domain.backends().size() > 1) {
            switch (exists(account)) {
                case EXISTS -> {
                    return Registered.EXISTS;
                }
                case UNAVAILABLE -> {
                    return Registered.UNAVAILABLE;
                }
                case ABSENT -> {}
            }
        }
        for (Backend backend : domain.backends()) {
            Registered registered = backend.register(account, password, domain.most());
            if (registered != Registered.NOT_SUPPORTED) {
                return registered;
            }
        }
        return Registered.NOT_SUPPORTED;
    }

    /** Changes the password in the first method that has the account, and can. */
    public PasswordChange setPassword(Jid account, Secret password) {
        boolean absent = false;
        boolean fixed = false;
        for (Backend backend : domain(account.domain()).backends()) {
            switch (backend.setPassword(account, password)) {
                case NOT_SUPPORTED -> fixed |= backend.exists(account) == Existence.EXISTS;
                case ABSENT -> absent = true;
                case DONE -> {
                    boolean _ = publish(passwordListeners, account, account);
                    return PasswordChange.DONE;
                }
                case PasswordChange last -> {
                    return last;
                }
            }
        }
        return absent && !fixed ? PasswordChange.ABSENT : PasswordChange.NOT_SUPPORTED;
    }

    /** The hashes that accounts can be given keys for when they log in (XEP-0480). */
    public Set<Hash> upgrades(String domain, Set<AuthMethod> allowed) {
        Set<Hash> hashes = EnumSet.noneOf(Hash.class);
        domain(domain).allowed(allowed).forEach(backend -> hashes.addAll(backend.upgrades()));
        return hashes;
    }

    /** Which of these hashes an account has no keys for, and how to make them; none if a back end is down. */
    public List<Upgrade> lacking(Jid account, Set<Hash> wanted, Set<AuthMethod> allowed) {
        return domain(account.domain())
                .allowed(allowed)
                .map(backend -> backend.lacking(account, wanted))
                .filter(upgrades -> !upgrades.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /**
     * Keeps keys made from a salted password next to those that the account has.
     *
     * @param upgrade one of {@link #lacking}
     * @return false if a back end is down
     */
    public boolean upgrade(Jid account, Upgrade upgrade, Octets salted, Set<AuthMethod> allowed) {
        return domain(account.domain()).allowed(allowed).anyMatch(backend -> backend.upgrade(account, upgrade, salted));
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
        Set<Removal> removals = EnumSet.noneOf(Removal.class);
        boolean fixed = false;
        for (Backend backend : domain(event.account().domain()).backends()) {
            Removal removal = backend.remove(event.account());
            removals.add(removal);
            fixed |= removal == Removal.NOT_SUPPORTED && backend.exists(event.account()) == Existence.EXISTS;
        }
        if (removals.contains(Removal.DONE)) {
            boolean _ = publish(removalListeners, event, event.account());
        }
        // What may still be there comes first: the caller is to try again.
        Removal otherwise = fixed ? Removal.NOT_SUPPORTED : Removal.ABSENT;
        return Stream.of(Removal.UNAVAILABLE, Removal.DONE, otherwise)
                .filter(removals::contains)
                .findFirst()
                .orElse(Removal.NOT_SUPPORTED);
    }

    /**
     * The last session of an account is over. May wait.
     *
     * @return whether the account was for as long as that only, and is gone
     */
    public boolean endsWithItsSessions(Jid account) {
        return domain(account.domain()).backends().stream().anyMatch(backend -> backend.endsWithItsSessions(account));
    }

    /**
     * Has the listeners drop what they keep under a name that has no account.
     *
     * @return whether all of them could
     */
    public boolean forget(Jid name) {
        return publish(removalListeners, new Removed(name, Optional.empty()), name);
    }

    /**
     * The accounts of a domain, by their names; not among them are those that are known elsewhere only.
     *
     * @param most of them
     * @return empty if a back end is down
     */
    public Optional<List<Jid>> list(String domain, int most) {
        SortedMap<String, Jid> all = new TreeMap<>();
        for (Backend backend : domain(domain).backends()) {
            Optional<List<Jid>> some = backend.accounts(domain, most);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            some.get().forEach(account -> all.put(account.local(), account));
        }
        return Optional.of(all.values().stream().limit(most).toList());
    }

    /** How many those are; empty if a back end is down. One that two methods have counts twice. */
    public OptionalLong count(String domain) {
        long sum = 0;
        for (Backend backend : domain(domain).backends()) {
            OptionalLong some = backend.count(domain);
            if (some.isEmpty()) {
                return some;
            }
            sum += some.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** The password itself, if some method keeps it so. */
    public Optional<Secret> password(Jid account) {
        return domain(account.domain()).backends().stream()
                .flatMap(backend -> backend.password(account).stream())
                .findFirst();
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

    private Domain domain(String name) {
        return domains.getOrDefault(name, NOT_SERVED);
    }
}
