package im.vestibule.admin.rest;

/** The groups about services that there are not. */
final class RoomRoutes {
    private static final String MUC = "rooms by XEP-0045";
    private static final String LIGHT = "MUC Light";
    private static final String INBOX = "inbox";

    private RoomRoutes() {}

    static Group muc() {
        return Group.of(
                "muc",
                Route.lacking(Method.POST, "/mucs/:domain", "Makes a room", MUC),
                Route.lacking(Method.POST, "/mucs/:domain/:name/participants", "Invites somebody to a room", MUC),
                Route.lacking(Method.POST, "/mucs/:domain/:name/messages", "Sends a message to a room", MUC),
                Route.lacking(Method.DELETE, "/mucs/:domain/:name/:nick", "Kicks somebody out of a room", MUC));
    }

    static Group mucLight() {
        return Group.of(
                "muc_light",
                Route.lacking(Method.POST, "/muc-lights/:domain", "Makes a room", LIGHT),
                Route.lacking(Method.PUT, "/muc-lights/:domain", "Makes a room of a given name", LIGHT),
                Route.lacking(Method.POST, "/muc-lights/:domain/:id/participants", "Adds somebody to a room", LIGHT),
                Route.lacking(Method.POST, "/muc-lights/:domain/:id/messages", "Sends a message to a room", LIGHT),
                Route.lacking(Method.DELETE, "/muc-lights/:domain/:id/management", "Removes a room", LIGHT));
    }

    static Group inbox() {
        return Group.of(
                "inbox",
                Route.lacking(Method.DELETE, "/inbox/:host_type/:days/bin", "Empties the bins of a host type", INBOX),
                Route.lacking(Method.DELETE, "/inbox/:domain/:user/:days/bin", "Empties the bin of an account", INBOX));
    }

    static Group rooms() {
        return Group.of(
                "rooms",
                Route.lacking(Method.GET, "/rooms", "Lists the rooms that one is in", LIGHT),
                Route.lacking(Method.POST, "/rooms", "Makes a room", LIGHT),
                Route.lacking(Method.GET, "/rooms/:id", "Shows a room", LIGHT),
                Route.lacking(Method.PUT, "/rooms/:id", "Makes a room of a given name", LIGHT));
    }

    static Group roomsConfig() {
        return Group.of("rooms_config", Route.lacking(Method.PUT, "/rooms/:id/config", "Changes how a room is", LIGHT));
    }

    static Group roomsUsers() {
        return Group.of(
                "rooms_users",
                Route.lacking(Method.POST, "/rooms/:id/users", "Adds somebody to a room", LIGHT),
                Route.lacking(Method.DELETE, "/rooms/:id/users/:user", "Takes somebody out of a room", LIGHT));
    }

    static Group roomsMessages() {
        return Group.of(
                "rooms_messages",
                Route.lacking(Method.POST, "/rooms/:id/messages", "Sends a message to a room", LIGHT),
                Route.lacking(
                        Method.GET,
                        "/rooms/:id/messages",
                        "Shows the latest messages of a room",
                        MessageRoutes.ARCHIVE));
    }
}
