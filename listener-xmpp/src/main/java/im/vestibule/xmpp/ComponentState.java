package im.vestibule.xmpp;

/** Where a component's stream stands. A fact lives in the states that have it. */
sealed interface ComponentState {
    /**
     * What a component asks to be.
     *
     * @param name its domain, prepared; with {@code everywhere} what stands before the domain of each host
     * @param everywhere whether it wants a domain below every host
     */
    record Claim(String name, boolean everywhere) {}

    /** Waits for a stream header. */
    record Fresh() implements ComponentState {}

    /**
     * Waits for the handshake.
     *
     * @param id of our stream header
     */
    record Greeted(Claim claim, String id) implements ComponentState {}

    /**
     * Lets an answer wait that is decided already.
     *
     * @param answer what happens then
     */
    record Answering(ComponentStep answer) implements ComponentState {}

    /** Waits to be known by its name. */
    record Joining(Claim claim) implements ComponentState {}

    /** Stanzas flow. */
    record Established(Claim claim) implements ComponentState {}

    /** The last word is said. */
    record Ended() implements ComponentState {}
}
