package im.vestibule.services.account;

import im.vestibule.config.Secret;

/** Knows the tokens that the server itself hands out to the accounts of a domain, or of all domains of a type. */
public interface Bearers {
    /**
     * Whose token it is, whether or not there still is such an account. May wait.
     *
     * @param domain whose accounts are asked for, prepared
     */
    Bearer check(String domain, Secret token);
}
