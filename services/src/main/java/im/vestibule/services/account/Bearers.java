package im.vestibule.services.account;

import im.vestibule.config.Secret;

/** Knows the tokens that the server itself hands out to the accounts of one domain. */
public interface Bearers {
    /** Whose token it is, whether or not there still is such an account. May wait. */
    Bearer check(Secret token);
}
