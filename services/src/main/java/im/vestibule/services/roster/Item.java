package im.vestibule.services.roster;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.util.List;
import java.util.Optional;

/**
 * What an account keeps about one contact (RFC 6121 §2.1.2).
 *
 * @param contact the bare address
 * @param listed whether clients get to see it; a mere request of a stranger is kept but not listed (§3.1.3)
 * @param name what the user calls the contact, empty for nothing
 * @param groups names in the order given, without duplicates
 * @param request the contact's unanswered {@code subscribe} stanza; present exactly in a state that is requested
 */
public record Item(
        Jid contact, boolean listed, String name, List<String> groups, State state, Optional<XmlElement> request) {
    public Item {
        groups = List.copyOf(groups);
        if (request.isPresent() != state.requested()) {
            throw new IllegalArgumentException("a request without its stanza, or the reverse");
        }
    }

    /** A stranger: not listed, nothing kept. */
    static Item stranger(Jid contact) {
        return new Item(contact, false, "", List.of(), State.NONE, Optional.empty());
    }

    /** The item as the user wants it listed. */
    Item listed(String name, List<String> groups) {
        return new Item(contact, true, name, groups, state, request);
    }

    /**
     * The item in another state; listed if it was, or if there is now more to it than the contact's request.
     *
     * @param stanza kept if the state is newly requested
     */
    Item in(State next, XmlElement stanza) {
        boolean more = !next.subscription().equals(Subscription.NONE) || next.ask() || next.approved();
        Optional<XmlElement> kept = next.requested() ? Optional.of(request.orElse(stanza)) : Optional.empty();
        return new Item(contact, listed || more, name, groups, next, kept);
    }

    /** Whether there is nothing to keep. */
    boolean isBlank() {
        return !listed && request.isEmpty();
    }

    /** Whether clients see the same in both. */
    boolean looksLike(Item other) {
        return listed == other.listed
                && name.equals(other.name)
                && groups.equals(other.groups)
                && state.subscription() == other.state.subscription()
                && state.ask() == other.state.ask()
                && state.approved() == other.state.approved();
    }
}
