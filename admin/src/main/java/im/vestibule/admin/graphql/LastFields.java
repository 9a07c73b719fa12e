package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Answer;
import im.vestibule.admin.command.LastCommands;
import im.vestibule.model.Jid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The category {@code last}. */
final class LastFields {
    private LastFields() {}

    static void admin(Fields fields, LastCommands last) {
        fields.type("LastAdminQuery")
                .field("getLast", call -> activity(last.get(call.jid("user"))))
                .field("countActiveUsers", call -> last.countActive(call.text("domain"), call.given("timestamp")))
                .field("listOldUsers", call -> users(last.old(call.given("domain"), moment(call))));
        fields.type("LastAdminMutation")
                .field(
                        "setLast",
                        call -> activity(last.set(call.jid("user"), call.given("timestamp"), call.text("status"))))
                .field("removeOldUsers", call -> users(last.removeOld(call.given("domain"), moment(call))));
    }

    static void user(Fields fields, LastCommands last) {
        fields.type("LastUserQuery")
                .field(
                        "getLast",
                        call -> activity(last.get(call.<Jid>given("user").orElseGet(call::self))));
        fields.type("LastUserMutation")
                .field(
                        "setLast",
                        call -> activity(last.set(call.self(), call.given("timestamp"), call.text("status"))));
    }

    private static Instant moment(Call call) {
        return Objects.requireNonNull(call.environment().<Instant>getArgument("timestamp"));
    }

    private static Answer<Map<String, @Nullable Object>> activity(Answer<LastCommands.Activity> answer) {
        return answer.map(found -> object("user", found.user(), "timestamp", found.at(), "status", found.status()));
    }

    private static Answer<List<Map<String, @Nullable Object>>> users(Answer<List<LastCommands.Old>> answer) {
        return answer.map(users -> users.stream().map(LastFields::user).toList());
    }

    private static Map<String, @Nullable Object> user(LastCommands.Old user) {
        Optional<Instant> at = user.at();
        return object("jid", user.user(), "timestamp", at.orElse(null));
    }
}
