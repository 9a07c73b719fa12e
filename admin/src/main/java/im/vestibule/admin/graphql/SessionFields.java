package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.admin.command.Appearance;
import im.vestibule.admin.command.SessionCommands;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.session.Session;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The category {@code session}. */
final class SessionFields {
    private static final String KICKED = "Kicked by administrator";

    private SessionFields() {}

    static void admin(Fields fields, SessionCommands sessions) {
        fields.type("SessionAdminQuery")
                .field("listSessions", call -> list(sessions.list(call.given("domain")), SessionFields::session))
                .field(
                        "countSessions",
                        call -> sessions.list(call.given("domain")).map(List::size))
                .field("listUserSessions", call -> list(sessions.of(call.jid("user")), SessionFields::session))
                .field(
                        "countUserResources",
                        call -> sessions.of(call.jid("user")).map(List::size))
                .field("getUserResource", call -> resource(sessions.of(call.jid("user")), call.number("number")))
                .field(
                        "listUsersWithStatus",
                        call -> list(
                                sessions.showing(call.given("domain"), call.text("status")), SessionFields::status))
                .field(
                        "countUsersWithStatus",
                        call -> sessions.showing(call.given("domain"), call.text("status"))
                                .map(List::size));
        fields.type("SessionAdminMutation")
                .field(
                        "kickUserSession",
                        call -> sessions.kick(call.jid("user"), reason(call)).map(SessionFields::kicked))
                .field(
                        "kickUser",
                        call -> sessions.kickAll(call.jid("user"), reason(call))
                                .map(all -> all.stream()
                                        .map(each -> kicked(call.jid("user"), each))
                                        .toList()))
                .field(
                        "setPresence",
                        call -> sessions.present(call.jid("user"), appearance(call))
                                .map(jid -> object("jid", jid, "message", "Presence set successfully")));
    }

    static void user(Fields fields, SessionCommands sessions) {
        fields.type("SessionUserQuery")
                .field(
                        "listResources",
                        call -> list(
                                sessions.of(call.self()),
                                session -> session.jid().resource()))
                .field("countResources", call -> sessions.of(call.self()).map(List::size))
                .field("listSessions", call -> list(sessions.of(call.self()), SessionFields::session));
    }

    private static <T> Answer<List<T>> list(Answer<List<Session>> sessions, Function<Session, T> as) {
        return sessions.map(all -> all.stream().map(as).toList());
    }

    /** @param number from 1 */
    private static Answer<String> resource(Answer<List<Session>> sessions, int number) {
        return sessions.then(all -> number <= all.size()
                ? Answer.done(all.get(number - 1).jid().resource())
                : Answer.refused(Refusal.of(Code.WRONG_RES_NUMBER, "Wrong resource number")
                        .with("number", number)));
    }

    private static Map<String, @Nullable Object> session(Session session) {
        InetSocketAddress address = session.address() instanceof InetSocketAddress inet ? inet : null;
        Optional<Session.Link> link = session.link();
        return object(
                "user", session.jid(),
                "connection", link.map(by -> by.secure() ? "c2s_tls" : "c2s").orElse(null),
                "ip", address == null ? null : address.getHostString(),
                "port", address == null ? null : address.getPort(),
                "priority", priority(session),
                "node", "self",
                "uptime",
                        link.map(by -> (System.nanoTime() - by.since()) / 1_000_000_000)
                                .orElse(null));
    }

    private static @Nullable Integer priority(Session session) {
        OptionalInt priority = session.priority();
        return priority.isPresent() ? priority.getAsInt() : null;
    }

    private static Map<String, @Nullable Object> status(Session session) {
        Optional<String> text = Optional.ofNullable(session.presence())
                .flatMap(presence -> presence.stanza().element("status", Ns.CLIENT))
                .map(XmlElement::text);
        return object("user", session.jid(), "priority", priority(session), "text", text.orElse(""));
    }

    private static String reason(Call call) {
        return call.<String>given("reason").filter(text -> !text.isEmpty()).orElse(KICKED);
    }

    private static Map<String, @Nullable Object> kicked(Jid user) {
        return object("jid", user, "kicked", true, "message", "Session kicked");
    }

    private static Map<String, @Nullable Object> kicked(Jid user, Answer<Jid> answer) {
        return switch (answer) {
            case Answer.Done<Jid>(Jid session) -> kicked(session);
            case Answer.Refused<Jid>(Refusal why) ->
                object("jid", user, "kicked", false, "code", why.code().word(), "message", why.message());
        };
    }

    private static Appearance appearance(Call call) {
        return new Appearance(
                call.text("type").toLowerCase(Locale.ROOT),
                call.<String>given("show").map(show -> show.toLowerCase(Locale.ROOT)),
                call.given("status"),
                call.given("priority"));
    }
}
