package im.vestibule.services.domain;

import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.PasswordChange;
import im.vestibule.services.account.Seal;
import im.vestibule.services.account.Verdict;
import im.vestibule.services.store.StoreException;
import java.util.Optional;

/**
 * Who may administer one domain, static or dynamic: {@code admin@DOMAIN}, by a password of its own, which has nothing to do with
 * any account. Calls may wait.
 */
public final class DomainAdmins {
    private final DomainStore store;
    private final Serving serving;
    private final Seal seal;
    private final Failures failures = new Failures();

    public DomainAdmins(DomainStore store, Serving serving, Seal seal) {
        this.store = store;
        this.serving = serving;
        this.seal = seal;
    }

    /** Sets the password; {@code ABSENT} if there is no such domain. */
    public PasswordChange set(String domain, Secret password) {
        return attempt(
                () -> {
                    Optional<String> known = known(domain);
                    return known.isEmpty()
                            ? PasswordChange.ABSENT
                            : seal.seal(password, keys -> {
                                store.setAdmin(known.get(), keys);
                                return PasswordChange.DONE;
                            });
                },
                PasswordChange.UNAVAILABLE);
    }

    /** Takes the password away; {@code ABSENT} if there is none. */
    public PasswordChange delete(String domain) {
        return attempt(
                () -> known(domain).filter(store::dropAdmin).isPresent() ? PasswordChange.DONE : PasswordChange.ABSENT,
                PasswordChange.UNAVAILABLE);
    }

    /** Whether this is the password of the domain's admin. A domain that there is not, or without one, takes as long. */
    public Verdict check(String domain, Secret password) {
        return attempt(
                () -> {
                    Optional<String> known = known(domain);
                    String name = known.or(() -> Domains.prepare(domain)).orElse("invalid");
                    return seal.check(admin(name), known.flatMap(store::admin), password);
                },
                Verdict.UNAVAILABLE);
    }

    private static Jid admin(String domain) {
        return Jid.of("admin", domain, "").orElseThrow();
    }

    private Optional<String> known(String domain) {
        return Domains.prepare(domain)
                .filter(name -> serving.isStatic(name)
                        || store.find(name)
                                .filter(found -> found.status() != Status.DELETING)
                                .isPresent());
    }

    private interface Task<T> {
        T run();
    }

    private <T> T attempt(Task<T> task, T unavailable) {
        try {
            return task.run();
        } catch (StoreException e) {
            failures.tell(e);
            return unavailable;
        }
    }
}
