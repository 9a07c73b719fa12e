package im.vestibule.services.account;

/** What came of making an account. */
public enum Registered {
    DONE,
    /** There is one of this name. */
    EXISTS,
    /** The domain has as many as it may, {@code auth.max_users_per_domain}. */
    FULL,
    /** The password is empty, too long, or not a string by RFC 4013. */
    BAD_PASSWORD,
    /** Accounts of this domain cannot be made here. */
    NOT_SUPPORTED,
    UNAVAILABLE
}
