package im.vestibule.admin.rest;

import im.vestibule.services.roster.Item;
import im.vestibule.services.roster.State;
import java.util.List;
import java.util.Map;

/** Contacts as answers have them. */
final class Contacts {
    private Contacts() {}

    static Reply reply(List<Item> items) {
        return Reply.json(items.stream().map(Contacts::contact).toList());
    }

    private static Map<String, Object> contact(Item item) {
        return Json.of(
                "jid", item.contact().toString(),
                "subscription", item.state().subscription().value(),
                "ask", ask(item.state()));
    }

    /** Who waits for whose consent. */
    static String ask(State state) {
        if (state.ask()) {
            return state.requested() ? "both" : "out";
        }
        return state.requested() ? "in" : "none";
    }
}
