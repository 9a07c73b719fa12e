package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Answer;
import im.vestibule.admin.command.TokenCommands;
import im.vestibule.model.Jid;
import im.vestibule.services.token.Tokens;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The category {@code token}. */
final class TokenFields {
    private TokenFields() {}

    static void admin(Fields fields, TokenCommands tokens) {
        mutation(fields, "TokenAdminMutation", tokens, call -> call.jid("user"));
    }

    static void user(Fields fields, TokenCommands tokens) {
        mutation(fields, "TokenUserMutation", tokens, Call::self);
    }

    private static void mutation(Fields fields, String type, TokenCommands tokens, Function<Call, Jid> owner) {
        fields.type(type)
                .field("requestToken", call -> pair(tokens.request(owner.apply(call))))
                .field("revokeToken", call -> tokens.revoke(owner.apply(call)).map(revoked -> "Revoked"));
    }

    private static Answer<Map<String, @Nullable Object>> pair(Answer<Tokens.Pair> answer) {
        return answer.map(
                pair -> object("access", Tokens.base64(pair.access()), "refresh", Tokens.base64(pair.refresh())));
    }
}
