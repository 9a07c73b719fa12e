package im.vestibule.services.account;

/** What came of giving an account another password. */
public enum PasswordChange {
    DONE,
    ABSENT,
    /** The password is empty, too long, or not a string by RFC 4013. */
    BAD_PASSWORD,
    /** Passwords of this domain cannot be changed here. */
    NOT_SUPPORTED,
    UNAVAILABLE
}
