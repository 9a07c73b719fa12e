package im.vestibule.admin.rest;

import im.vestibule.admin.command.SessionCommands;
import im.vestibule.model.Jid;
import java.util.Optional;

/** The group {@code sessions}. */
final class SessionRoutes {
    /** What a client is told whose session is ended. */
    private static final String REASON = "kicked";

    private static final Parameter<String> DOMAIN = Parameter.path("domain", Kind.DOMAIN);
    private static final Parameter<String> NAME =
            Parameter.path("username", Kind.TEXT, "Missing user name", "Invalid JID");

    /** A single segment is taken to be this. */
    private static final Parameter<String> RESOURCE =
            Parameter.path("resource", Kind.TEXT, "Missing user name", "Invalid JID");

    private SessionRoutes() {}

    static Group of(SessionCommands sessions) {
        return Group.of(
                "sessions",
                Route.of(
                                Method.GET,
                                "/sessions/:domain",
                                "Lists the sessions of a domain",
                                in -> Reply.of(
                                        sessions.list(Optional.of(in.get(DOMAIN))),
                                        all -> Reply.json(all.stream()
                                                .map(session -> session.jid().toString())
                                                .toList())))
                        .takes(DOMAIN)
                        .gives(Schemas.TEXTS)
                        .refuses(Status.NOT_FOUND),
                Route.of(
                                Method.DELETE,
                                "/sessions/:domain/?username/?resource",
                                "Ends a session",
                                in -> Jid.of(in.get(NAME), in.get(DOMAIN), in.get(RESOURCE))
                                        .map(user -> Reply.of(sessions.kick(user, REASON)))
                                        .orElseGet(() -> Reply.bad("Invalid JID")))
                        .takes(DOMAIN, NAME, RESOURCE)
                        .refuses(Status.NOT_FOUND));
    }
}
