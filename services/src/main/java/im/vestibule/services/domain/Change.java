package im.vestibule.services.domain;

/** What came of a question about, or a change of, a dynamic domain. */
public sealed interface Change {
    /**
     * @param domain as it is now
     */
    record Done(Domain domain) implements Change {}

    /** Nothing has changed. */
    record Refused(Refusal why) implements Change {}
}
