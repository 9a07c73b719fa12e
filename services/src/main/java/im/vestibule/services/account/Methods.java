package im.vestibule.services.account;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.services.pool.Unreachable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How one domain, or each of a type, authenticates: its back ends, and what their answers come to together. Calls may wait.
 *
 * @param backends in the order they are tried
 * @param iterations of SCRAM, as unknown users are shown it
 * @param most accounts that can be registered
 * @param bearers the server's own tokens; empty if it hands out none
 * @param protectsFromDowngrade whether SCRAM tells what was offered (XEP-0474)
 */
public record Methods(
        List<Backend> backends, int iterations, Limit most, Optional<Bearers> bearers, boolean protectsFromDowngrade) {
    /** Of a domain that is not served. */
    static final Methods NONE = new Methods(List.of(), 1, Limit.INFINITY);

    public Methods {
        backends = List.copyOf(backends);
    }

    public Methods(List<Backend> backends, int iterations, Limit most) {
        this(backends, iterations, most, Optional.empty(), true);
    }

    public static Methods of(AuthSpec auth, List<Backend> backends, Optional<Bearers> bearers) {
        return new Methods(
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

    Stream<Backend> allowed(Set<AuthMethod> methods) {
        return backends.stream().filter(backend -> methods.contains(backend.method()));
    }

    boolean anyAllowed(Set<AuthMethod> methods, Predicate<Backend> property) {
        return allowed(methods).anyMatch(property);
    }

    /** SCRAM keys of an account; the others if no method knows it, and empty if one is down that may be the one. */
    Optional<ScramKeys> keys(Jid account, Hash hash, Set<AuthMethod> allowed, ScramKeys decoy) {
        boolean down = false;
        for (Backend backend : allowed(allowed).toList()) {
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

    /** One method that accepts is enough; one that is down may have been the one. */
    Verdict any(Jid account, Set<AuthMethod> allowed, BiFunction<Backend, Jid, Verdict> question) {
        Verdict verdict = Verdict.REFUSED;
        for (Backend backend : allowed(allowed).toList()) {
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

    /** Whose token it is, of those that some method knows. */
    Bearer bearer(String domain, Secret token, Set<AuthMethod> allowed) {
        Bearer bearer = new Bearer.Refused();
        for (Backend backend : allowed(allowed).toList()) {
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
    Bearer token(String domain, Secret token, Set<AuthMethod> allowed) {
        Bearer bearer = bearers.map(own -> own.check(domain, token)).orElseGet(Bearer.Refused::new);
        return bearer instanceof Bearer.Accepted(Jid account, var _)
                ? switch (exists(account, allowed)) {
                    case EXISTS -> bearer;
                    case ABSENT -> new Bearer.Refused();
                    case UNAVAILABLE -> new Bearer.Unavailable();
                }
                : bearer;
    }

    Existence exists(Jid account) {
        return Existence.among(backends.stream(), account);
    }

    Existence exists(Jid account, Set<AuthMethod> allowed) {
        return Existence.among(allowed(allowed), account);
    }

    /** Makes an account in the first method that can, unless any method has one of this name. */
    Registered register(Jid account, Secret password) {
        if (backends.size() > 1) {
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
        for (Backend backend : backends) {
            Registered registered = backend.register(account, password, most);
            if (registered != Registered.NOT_SUPPORTED) {
                return registered;
            }
        }
        return Registered.NOT_SUPPORTED;
    }

    /** Changes the password in the first method that has the account, and can. */
    PasswordChange setPassword(Jid account, Secret password) {
        boolean absent = false;
        boolean fixed = false;
        for (Backend backend : backends) {
            switch (backend.setPassword(account, password)) {
                case NOT_SUPPORTED -> fixed |= backend.exists(account) == Existence.EXISTS;
                case ABSENT -> absent = true;
                case PasswordChange last -> {
                    return last;
                }
            }
        }
        return absent && !fixed ? PasswordChange.ABSENT : PasswordChange.NOT_SUPPORTED;
    }

    /** Which of these hashes an account has no keys for, and how to make them; none if a back end is down. */
    List<Upgrade> lacking(Jid account, Set<Hash> wanted, Set<AuthMethod> allowed) {
        return allowed(allowed)
                .map(backend -> backend.lacking(account, wanted))
                .filter(upgrades -> !upgrades.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    boolean upgrade(Jid account, Upgrade upgrade, Octets salted, Set<AuthMethod> allowed) {
        return anyAllowed(allowed, backend -> backend.upgrade(account, upgrade, salted));
    }

    /** Removes an account from every method that can. */
    Removals remove(Jid account) {
        Set<Removal> removals = EnumSet.noneOf(Removal.class);
        boolean fixed = false;
        for (Backend backend : backends) {
            Removal removal = backend.remove(account);
            removals.add(removal);
            fixed |= removal == Removal.NOT_SUPPORTED && backend.exists(account) == Existence.EXISTS;
        }
        // What may still be there comes first: the caller is to try again.
        Removal otherwise = fixed ? Removal.NOT_SUPPORTED : Removal.ABSENT;
        Removal all = Stream.of(Removal.UNAVAILABLE, Removal.DONE, otherwise)
                .filter(removals::contains)
                .findFirst()
                .orElse(Removal.NOT_SUPPORTED);
        return new Removals(removals.contains(Removal.DONE), all);
    }

    /**
     * @param any whether it was in some method, and is no more
     * @param all what has come of it everywhere
     */
    record Removals(boolean any, Removal all) {}

    boolean endsWithItsSessions(Jid account) {
        return backends.stream().anyMatch(backend -> backend.endsWithItsSessions(account));
    }

    /** The accounts of a domain, by their names; empty if a back end is down. */
    Optional<List<Jid>> list(String domain, int most) {
        SortedMap<String, Jid> all = new TreeMap<>();
        for (Backend backend : backends) {
            Optional<List<Jid>> some = backend.accounts(domain, most);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            some.get().forEach(account -> all.put(account.local(), account));
        }
        return Optional.of(all.values().stream().limit(most).toList());
    }

    /** How many those are; empty if a back end is down. */
    OptionalLong count(String domain) {
        long sum = 0;
        for (Backend backend : backends) {
            OptionalLong some = backend.count(domain);
            if (some.isEmpty()) {
                return some;
            }
            sum += some.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    Optional<Secret> password(Jid account) {
        return backends.stream()
                .flatMap(backend -> backend.password(account).stream())
                .findFirst();
    }
}
