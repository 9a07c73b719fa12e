package im.vestibule.admin.rest;

import im.vestibule.admin.command.RosterCommands;
import im.vestibule.model.Jid;
import im.vestibule.services.roster.SubscriptionType;
import java.util.List;
import java.util.Map;

/** The group {@code contacts} of the API for administrators. */
final class ContactRoutes {
    private static final Parameter<Jid> USER = Parameter.path("user", Kind.JID, "Missing user JID", "Invalid user JID");
    private static final Parameter<Jid> CONTACT =
            Parameter.path("contact", Kind.JID, "Missing contact JID", "Invalid contact JID");
    private static final Parameter<Jid> JID = Parameter.body("jid", Kind.JID, "Missing JID", "Invalid JID");
    private static final Parameter<SubscriptionType> ACTION =
            Parameter.body("action", Kind.subscription("subscribe", "subscribed"), "Missing action", "Invalid action");

    /** Whether there is to be a mutual subscription. */
    private static final Parameter<Boolean> WISH = Parameter.body(
            "action", Kind.choice(Map.of("connect", true, "disconnect", false)), "Missing action", "Invalid action");

    private ContactRoutes() {}

    static Group of(RosterCommands rosters) {
        return Group.of(
                "contacts",
                Route.of(
                                Method.GET,
                                "/contacts/:user",
                                "Lists the contacts of an account",
                                in -> Reply.of(rosters.list(in.get(USER)), Contacts::reply))
                        .takes(USER)
                        .gives(Schemas.CONTACTS)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.POST,
                                "/contacts/:user",
                                "Adds a contact",
                                in -> Reply.of(rosters.add(in.get(USER), in.get(JID), "", List.of())))
                        .takes(USER, JID)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.PUT,
                                "/contacts/:user/?contact",
                                "Asks for a subscription, or agrees to one",
                                in -> Reply.of(rosters.subscription(in.get(USER), in.get(CONTACT), in.get(ACTION))))
                        .takes(USER, CONTACT, ACTION)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.DELETE,
                                "/contacts/:user/?contact",
                                "Removes a contact",
                                in -> Reply.of(rosters.remove(in.get(USER), in.get(CONTACT))))
                        .takes(USER, CONTACT)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.PUT,
                                "/contacts/:user/:contact/manage",
                                "Has two accounts see each other, or forget each other",
                                in -> manage(rosters, in))
                        .takes(USER, CONTACT, WISH)
                        .refuses(Status.NOT_FOUND));
    }

    private static Reply manage(RosterCommands rosters, Inputs in) {
        Jid user = in.get(USER);
        Jid contact = in.get(CONTACT);
        return Reply.of(in.get(WISH) ? rosters.connect(user, contact) : rosters.disconnect(user, contact));
    }
}
