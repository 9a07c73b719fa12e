package im.vestibule.services.roster;

/**
 * What a subscription stanza does (RFC 6121 §3 and appendix A). Pure: state in, state out.
 *
 * @param next the state afterwards
 * @param passes whether the stanza goes on: an outbound one is routed to the contact, an inbound one delivered to the
 *     account's resources
 * @param replies whether {@code subscribed} is sent back in the account's name
 * @param notice what the contact gets to see of the account's presence
 */
public record Transition(State next, boolean passes, boolean replies, Notice notice) {
    /** The account's presence as the contact is to see it afterwards. */
    public enum Notice {
        /** No change. */
        NONE,
        /** Current presence of each available resource, behind everything else. */
        AVAILABLE,
        /** Unavailable from each available resource. */
        UNAVAILABLE
    }

    /** The account's user sends a stanza to the contact (§A.2). */
    public static Transition outbound(State state, SubscriptionType type) {
        return switch (type) {
            case SUBSCRIBE -> pass(state.subscription().to() ? state : state.asking());
            case UNSUBSCRIBE -> pass(state.to(false));
            case SUBSCRIBED -> {
                if (state.requested()) {
                    yield new Transition(state.from(true), true, false, Notice.AVAILABLE);
                }
                yield stop(state.subscription().from() ? state : state.approving());
            }
            case UNSUBSCRIBED -> {
                if (state.subscription().from()) {
                    yield new Transition(state.from(false), true, false, Notice.UNAVAILABLE);
                }
                yield state.requested() ? pass(state.from(false)) : stop(state.from(false));
            }
        };
    }

    /** The contact's server sends a stanza to the account (§A.3). */
    public static Transition inbound(State state, SubscriptionType type) {
        return switch (type) {
            case SUBSCRIBE -> {
                if (state.subscription().from() || state.approved()) {
                    yield new Transition(state.from(true), false, true, Notice.AVAILABLE);
                }
                yield state.requested() ? stop(state) : pass(state.requesting());
            }
            case UNSUBSCRIBE -> {
                if (state.subscription().from()) {
                    yield new Transition(state.from(false), true, false, Notice.UNAVAILABLE);
                }
                // A pre-approval is the account's own, so it outlives what the contact withdraws.
                yield state.requested() ? pass(state.from(false)) : stop(state);
            }
            case SUBSCRIBED -> state.ask() ? pass(state.to(true)) : stop(state);
            case UNSUBSCRIBED -> state.ask() || state.subscription().to() ? pass(state.to(false)) : stop(state);
        };
    }

    private static Transition pass(State next) {
        return new Transition(next, true, false, Notice.NONE);
    }

    private static Transition stop(State next) {
        return new Transition(next, false, false, Notice.NONE);
    }
}
