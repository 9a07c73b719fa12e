package im.vestibule.services.account;

/** What came of looking for the SCRAM keys of an account. */
public sealed interface Lookup {
    record Found(ScramKeys keys) implements Lookup {}

    /** There is no such account, or it has no keys for this hash. */
    record Unknown() implements Lookup {}

    /** The back end is down or overloaded: nobody can tell. */
    record Unavailable() implements Lookup {}
}
