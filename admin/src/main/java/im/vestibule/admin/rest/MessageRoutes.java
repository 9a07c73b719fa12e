package im.vestibule.admin.rest;

import im.vestibule.admin.command.StanzaCommands;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;

/** The groups {@code messages} and {@code stanzas}. */
final class MessageRoutes {
    static final String ARCHIVE = "message archive";

    private static final Parameter<Jid> CALLER =
            Parameter.body("caller", Kind.JID, "Missing sender JID", "Invalid sender JID");
    private static final Parameter<Jid> TO =
            Parameter.body("to", Kind.JID, "Missing recipient JID", "Invalid recipient JID");
    private static final Parameter<String> BODY = Parameter.body("body", Kind.TEXT, "Missing message body");
    private static final Parameter<XmlElement> STANZA =
            Parameter.body("stanza", Kind.STANZA, "Missing stanza", "Malformed stanza");

    private MessageRoutes() {}

    static Group messages(StanzaCommands stanzas) {
        return Group.of(
                "messages",
                Route.of(
                                Method.POST,
                                "/messages",
                                "Sends a chat message on behalf of an account",
                                in -> Reply.of(stanzas.message(in.get(CALLER), in.get(TO), in.get(BODY))))
                        .takes(CALLER, TO, BODY),
                Route.lacking(Method.GET, "/messages/:owner", "Shows the latest messages of an account", ARCHIVE),
                Route.lacking(
                        Method.GET,
                        "/messages/:owner/:with",
                        "Shows the latest messages between two accounts",
                        ARCHIVE));
    }

    static Group stanzas(StanzaCommands stanzas) {
        return Group.of(
                "stanzas",
                Route.of(
                                Method.POST,
                                "/stanzas",
                                "Sends a stanza, which says from whom and for whom",
                                in -> Reply.of(stanzas.stanza(in.get(STANZA))))
                        .takes(STANZA));
    }
}
