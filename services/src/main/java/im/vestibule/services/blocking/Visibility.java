package im.vestibule.services.blocking;

import im.vestibule.model.Jid;
import im.vestibule.services.change.Effect;
import im.vestibule.services.roster.Item;
import im.vestibule.services.roster.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What contacts get to see when the account's block list changes (XEP-0191 §3.3 and §3.4). */
final class Visibility {
    private Visibility() {}

    /**
     * Contacts that the account's presence is hidden from now, or shown to again. Presence that was directed elsewhere is
     * for those to take back who know of it.
     */
    static List<Effect> change(Jid owner, Roster roster, Set<Jid> before, Set<Jid> after) {
        Map<Jid, List<Jid>> resources = resources(before, after);
        List<Effect> effects = new ArrayList<>();
        for (Item item : roster.items()) {
            consider(owner, item, item.contact(), before, after, effects);
            for (Jid resource : resources.getOrDefault(item.contact(), List.of())) {
                consider(owner, item, resource, before, after, effects);
            }
        }
        return List.copyOf(effects);
    }

    /** Full addresses that are on one list only, by their bare address. */
    private static Map<Jid, List<Jid>> resources(Set<Jid> before, Set<Jid> after) {
        return Stream.concat(
                        before.stream().filter(address -> !after.contains(address)),
                        after.stream().filter(address -> !before.contains(address)))
                .filter(address -> !address.isBare())
                .collect(Collectors.groupingBy(Jid::bare));
    }

    private static void consider(
            Jid owner, Item item, Jid address, Set<Jid> before, Set<Jid> after, List<Effect> effects) {
        boolean hidden = Blocking.blocks(before, address);
        boolean hides = Blocking.blocks(after, address);
        if (hidden != hides) {
            effects.addAll(hides ? hide(owner, item, address) : show(owner, item, address));
        }
    }

    private static List<Effect> hide(Jid owner, Item item, Jid address) {
        return item.state().subscription().from() ? List.of(new Effect.Unavailable(owner, address)) : List.of();
    }

    private static List<Effect> show(Jid owner, Item item, Jid address) {
        List<Effect> effects = new ArrayList<>();
        if (item.state().subscription().from()) {
            effects.add(new Effect.Available(owner, address));
        }
        // What the contact said in the meantime has not been delivered. A probe goes to the bare address (RFC 6121
        // §4.3).
        if (item.state().subscription().to()) {
            effects.add(new Effect.Probe(owner, item.contact()));
        }
        return effects;
    }
}
