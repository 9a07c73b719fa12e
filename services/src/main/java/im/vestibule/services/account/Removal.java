package im.vestibule.services.account;

/** What came of removing an account. */
public enum Removal {
    DONE,
    ABSENT,
    /** Accounts of this domain cannot be removed here. */
    NOT_SUPPORTED,
    UNAVAILABLE
}
