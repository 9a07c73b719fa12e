package im.vestibule.services.roster;

import im.vestibule.model.StanzaError;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What one roster may hold. Beyond {@code items} a change is refused with {@code policy-violation}, beyond the limits of
 * an item with {@code not-acceptable} (RFC 6121 §2.3.3). A contact's request too many is dropped, as if there were no
 * such account.
 *
 * @param items listed items
 * @param requests unanswered requests of contacts
 * @param name characters of an item's name
 * @param groups groups of an item
 * @param group characters of a group's name
 * @param request characters of a kept {@code subscribe} stanza; of a longer one only type and addresses are kept
 */
public record RosterLimits(int items, int requests, int name, int groups, int group, int request) {
    public static final RosterLimits DEFAULT = new RosterLimits(10_000, 1_000, 1_023, 64, 1_023, 4_096);

    /** What is wrong with an item that a user wants listed. */
    Optional<StanzaError> fault(String name, List<String> groups) {
        if (name.length() > this.name) {
            return fault(Condition.NOT_ACCEPTABLE, "a name has at most " + this.name + " characters");
        }
        if (groups.size() > this.groups) {
            return fault(Condition.NOT_ACCEPTABLE, "a contact is in at most " + this.groups + " groups");
        }
        for (String group : groups) {
            if (group.isEmpty() || group.length() > this.group) {
                return fault(Condition.NOT_ACCEPTABLE, "a group's name has 1 to " + this.group + " characters");
            }
            if (group.indexOf(SqlRosterStore.SEPARATOR) >= 0) {
                return fault(Condition.NOT_ACCEPTABLE, "a group's name has no control characters");
            }
        }
        if (new HashSet<>(groups).size() < groups.size()) {
            return fault(Condition.BAD_REQUEST, "a group is named twice");
        }
        return Optional.empty();
    }

    /** The stanza as it is kept. */
    XmlElement cut(XmlElement stanza) {
        return stanza.toString().length() <= request
                ? stanza
                : new XmlElement(stanza.name(), stanza.namespace(), stanza.attributes(), List.of());
    }

    private static Optional<StanzaError> fault(Condition condition, String text) {
        return Optional.of(StanzaError.of(condition, text));
    }
}
