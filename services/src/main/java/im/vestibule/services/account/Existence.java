package im.vestibule.services.account;

/** Whether there is such an account. */
public enum Existence {
    EXISTS,
    ABSENT,
    /** A back end is down or overloaded: nobody can tell. */
    UNAVAILABLE
}
