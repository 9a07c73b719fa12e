package im.vestibule.http;

/** What can happen to a session. */
sealed interface BoshEvent {
    /** A request came, in whatever order. */
    record Came(BoshRequest request) implements BoshEvent {}

    /** Whoever waited for the answer to a request waits no more. */
    record Left(BoshRequest request) implements BoshEvent {}

    /** The stream has taken in what it was fed with last. */
    record Fed() implements BoshEvent {}

    /** The stream has something to say. */
    record Output() implements BoshEvent {}

    /** The time that the state has named may have come. */
    record Due() implements BoshEvent {}

    /** The stream is over on our side. */
    record Ended(BoshReply.Terminate last) implements BoshEvent {}
}
