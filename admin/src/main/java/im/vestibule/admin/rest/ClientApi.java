package im.vestibule.admin.rest;

import im.vestibule.admin.Answer;
import im.vestibule.admin.command.Commands;
import im.vestibule.admin.command.RosterCommands;
import im.vestibule.admin.command.StanzaCommands;
import im.vestibule.model.Jid;
import im.vestibule.services.roster.SubscriptionType;
import java.util.List;

/** {@code mongoose_client_api}: what users may do, each for itself. */
public final class ClientApi {
    private static final String INVALID = "Invalid JID: {}";

    private static final Parameter<Jid> TO =
            Parameter.body("to", Kind.JID, "Missing recipient JID", "Invalid recipient JID");
    private static final Parameter<String> BODY = Parameter.body("body", Kind.TEXT, "Missing message body");
    private static final Parameter<Jid> NEW = Parameter.body("jid", Kind.JID, "Missing JID", INVALID);
    private static final Parameter<Jid> CONTACT = Parameter.path("jid", Kind.JID, "Missing JID", INVALID);
    private static final Parameter<SubscriptionType> ACTION =
            Parameter.body("action", Kind.subscription("invite", "accept"), "Missing action", "Invalid action");
    private static final Parameter<List<Jid>> CONTACTS =
            Parameter.body("to_delete", Kind.JIDS, "Missing JID", "Invalid JID");

    private ClientApi() {}

    public static RestApi of(Commands commands) {
        return new RestApi(
                "Vestibule for users",
                List.of(
                        messages(commands.stanza()),
                        contacts(commands.roster()),
                        Group.of(
                                "sse",
                                Route.of(Method.GET, "/sse", "Tells of messages as they arrive", new Action.Listen())
                                        .gives(Schemas.TEXT)),
                        RoomRoutes.rooms(),
                        RoomRoutes.roomsConfig(),
                        RoomRoutes.roomsUsers(),
                        RoomRoutes.roomsMessages()));
    }

    private static Group messages(StanzaCommands stanzas) {
        return Group.of(
                "messages",
                Route.of(
                                Method.POST,
                                "/messages",
                                "Sends a chat message",
                                in -> Reply.of(
                                        stanzas.message(in.self(), in.get(TO), in.get(BODY)),
                                        id -> Reply.json(Json.of("id", id))))
                        .takes(TO, BODY)
                        .gives(Schemas.object("id", Schemas.TEXT)),
                Route.lacking(Method.GET, "/messages", "Shows the latest messages", MessageRoutes.ARCHIVE),
                Route.lacking(
                        Method.GET,
                        "/messages/:with",
                        "Shows the latest messages with somebody",
                        MessageRoutes.ARCHIVE));
    }

    private static Group contacts(RosterCommands rosters) {
        return Group.of(
                "contacts",
                Route.of(
                                Method.GET,
                                "/contacts",
                                "Lists the contacts",
                                in -> Reply.of(rosters.list(in.self()), Contacts::reply))
                        .gives(Schemas.CONTACTS)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.POST,
                                "/contacts",
                                "Adds a contact",
                                in -> Reply.of(rosters.add(in.self(), in.get(NEW), "", List.of())))
                        .takes(NEW)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.PUT,
                                "/contacts/?jid",
                                "Asks for a subscription, or agrees to one",
                                in -> Reply.of(rosters.find(in.self(), in.get(CONTACT))
                                        .then(_ -> rosters.subscription(in.self(), in.get(CONTACT), in.get(ACTION)))))
                        .takes(CONTACT, ACTION)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.DELETE,
                                "/contacts/:jid",
                                "Removes a contact",
                                in -> Reply.of(rosters.remove(in.self(), in.get(CONTACT))))
                        .takes(CONTACT)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.DELETE,
                                "/contacts",
                                "Removes contacts, and says whom it could not",
                                in -> remove(rosters, in))
                        .takes(CONTACTS)
                        .gives(Schemas.object("not_deleted", Schemas.TEXTS)),
                Route.of(
                                Method.GET,
                                "/contacts/:jid",
                                "Shows nothing: contacts are only there together",
                                _ -> Reply.json(Status.NOT_FOUND, "JID provided but not supported"))
                        .takes(CONTACT)
                        .done(Status.NOT_FOUND));
    }

    private static Reply remove(RosterCommands rosters, Inputs in) {
        List<String> left = in.get(CONTACTS).stream()
                .filter(contact -> rosters.remove(in.self(), contact) instanceof Answer.Refused<Jid>)
                .map(Jid::toString)
                .toList();
        return Reply.json(Json.of("not_deleted", left));
    }
}
