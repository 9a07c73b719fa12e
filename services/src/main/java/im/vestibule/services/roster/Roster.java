package im.vestibule.services.roster;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items of one account as they were at one moment. What presence needs is at hand without a search. */
public final class Roster {
    /** Of an account without contacts, or a domain without rosters. */
    public static final Roster EMPTY = new Roster(0, Map.of());

    private final long version;
    private final Map<Jid, Item> items;
    private final List<Jid> subscribers;
    private final List<Jid> subscriptions;
    private final List<XmlElement> requests;
    private final int listed;

    private Roster(long version, Map<Jid, Item> items) {
        this.version = version;
        this.items = Collections.unmodifiableMap(items);
        this.subscribers = items.values().stream()
                .filter(item -> item.state().subscription().from())
                .map(Item::contact)
                .toList();
        this.subscriptions = items.values().stream()
                .filter(item -> item.state().subscription().to())
                .map(Item::contact)
                .toList();
        this.requests = items.values().stream()
                .map(Item::request)
                .flatMap(Optional::stream)
                .toList();
        this.listed = (int) items.values().stream().filter(Item::listed).count();
    }

    /**
     * @param version of the last change that clients saw; see {@link #version()}
     * @param items in the order clients are to get them
     */
    static Roster of(long version, Collection<Item> items) {
        Map<Jid, Item> byContact = LinkedHashMap.newLinkedHashMap(items.size());
        items.forEach(item -> byContact.put(item.contact(), item));
        return new Roster(version, byContact);
    }

    /** This roster with one item added or replaced. */
    Roster with(Item item, long version) {
        Map<Jid, Item> changed = new LinkedHashMap<>(items);
        changed.put(item.contact(), item);
        return new Roster(version, changed);
    }

    Roster without(Jid contact, long version) {
        Map<Jid, Item> changed = new LinkedHashMap<>(items);
        changed.remove(contact);
        return new Roster(version, changed);
    }

    /** Names this state of what clients see (RFC 6121 §2.6): grows with each change, and no number is used twice. */
    public long version() {
        return version;
    }

    /** What clients see. */
    public List<Item> listed() {
        return items.values().stream().filter(Item::listed).toList();
    }

    /** How many of those there are. */
    public int listedCount() {
        return listed;
    }

    /** Everything, strangers' requests too. */
    public Collection<Item> items() {
        return items.values();
    }

    /** Null for a stranger of whom nothing is kept. */
    public @Nullable Item find(Jid contact) {
        return items.get(contact.bare());
    }

    /** Contacts that see the account's presence: {@code from} and {@code both}. */
    public List<Jid> subscribers() {
        return subscribers;
    }

    /** Contacts whose presence the account sees: {@code to} and {@code both}. */
    public List<Jid> subscriptions() {
        return subscriptions;
    }

    /** Stanzas of those who await an answer, to be delivered to each resource that becomes available (RFC 6121 §3.1.3). */
    public List<XmlElement> requests() {
        return requests;
    }

    /** Whether this contact sees the account's presence. */
    public boolean admits(Jid contact) {
        Item item = find(contact);
        return item != null && item.state().subscription().from();
    }
}
