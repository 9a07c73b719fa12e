package im.vestibule.http;

/** What is to be done about it, in this order. */
sealed interface BoshAction {
    /** Gives what the body holds to the stream, behind the header that it may stand for; then {@link BoshEvent.Fed}. */
    record Feed(BoshRequest request) implements BoshAction {}

    /**
     * Answers, and keeps the answer for {@link Repeat}.
     *
     * @param stanzas whether all that the stream has said so far goes with it
     */
    record Answer(BoshRequest request, BoshReply reply, boolean stanzas) implements BoshAction {}

    /**
     * Makes an answer to a request whose asker is gone, and keeps it for {@link Repeat}.
     *
     * @param rid of the request
     */
    record Keep(long rid, BoshReply reply) implements BoshAction {}

    /** Answers what will not be asked again, and keeps nothing. */
    record Dismiss(BoshRequest request, BoshReply reply, boolean stanzas) implements BoshAction {}

    /** Gives the answer again that is kept for this request's number. */
    record Repeat(BoshRequest request) implements BoshAction {}

    /** Keeps the answer to this number no more. */
    record Forget(long rid) implements BoshAction {}

    /** Tells the stream that its peer has closed it. */
    record Close() implements BoshAction {}

    /**
     * Tells the stream that its peer is gone.
     *
     * @param broken whether it has broken the rules
     */
    record Lose(boolean broken) implements BoshAction {}
}
