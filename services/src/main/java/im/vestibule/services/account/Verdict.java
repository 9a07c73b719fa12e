package im.vestibule.services.account;

/** What came of checking a password. Whether the account exists is not part of it. */
public enum Verdict {
    ACCEPTED,
    REFUSED,
    /** A back end is down or overloaded: nobody can tell. */
    UNAVAILABLE
}
