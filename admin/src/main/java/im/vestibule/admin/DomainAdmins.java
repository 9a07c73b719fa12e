package im.vestibule.admin;

import im.vestibule.config.Secret;
import im.vestibule.services.account.Verdict;

/** Knows the passwords of those who administer one domain each, {@code admin@DOMAIN}. */
@FunctionalInterface
public interface DomainAdmins {
    /** Nobody does. */
    DomainAdmins NONE = (domain, password) -> Verdict.REFUSED;

    /**
     * Whether this is the password. May wait; takes as long for a domain that has none.
     *
     * @param domain prepared
     */
    Verdict check(String domain, Secret password);
}
