package im.vestibule.services.roster;

/**
 * Where an account stands with a contact: one of the nine states of RFC 6121 §A.1, with or without a pre-approval (§3.4).
 *
 * @param ask the account has asked to see the contact and awaits the answer ("Pending Out")
 * @param requested the contact has asked to see the account and awaits the answer ("Pending In")
 * @param approved the contact's next request is granted unseen
 */
public record State(Subscription subscription, boolean ask, boolean requested, boolean approved) {
    /** Strangers. */
    public static final State NONE = new State(Subscription.NONE, false, false, false);

    /**
     * @throws IllegalArgumentException for an answer awaited to what is already granted
     */
    public State {
        boolean awaitsGranted = (ask && subscription.to()) || ((requested || approved) && subscription.from());
        if (awaitsGranted || (requested && approved)) {
            throw new IllegalArgumentException("no such state: " + subscription + " ask=" + ask + " requested="
                    + requested + " approved=" + approved);
        }
    }

    /** The account sees the contact now, or not; nothing is awaited any more. */
    State to(boolean granted) {
        return new State(Subscription.of(granted, subscription.from()), false, requested, approved);
    }

    /** The contact sees the account now, or not; nothing is awaited and nothing approved ahead any more. */
    State from(boolean granted) {
        return new State(Subscription.of(subscription.to(), granted), ask, false, false);
    }

    State asking() {
        return new State(subscription, true, requested, approved);
    }

    State requesting() {
        return new State(subscription, ask, true, approved);
    }

    State approving() {
        return new State(subscription, ask, requested, true);
    }
}
