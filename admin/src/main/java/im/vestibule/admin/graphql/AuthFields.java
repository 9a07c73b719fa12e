package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The category {@code checkAuth}, which tells anybody who it is taken for. */
final class AuthFields {
    private static final String AUTHORIZED = "AUTHORIZED";
    private static final String UNAUTHORIZED = "UNAUTHORIZED";

    private AuthFields() {}

    static void admin(Fields fields) {
        fields.put(
                "AdminQuery",
                "checkAuth",
                Categories.guarded(
                        "checkAuth",
                        environment -> admin(Context.of(environment).caller())));
    }

    static void user(Fields fields) {
        fields.put(
                "UserQuery",
                "checkAuth",
                Categories.guarded(
                        "checkAuth", environment -> user(Context.of(environment).caller())));
    }

    private static Map<String, @Nullable Object> admin(Caller caller) {
        return switch (caller) {
            case Caller.Admin _ -> object("authStatus", AUTHORIZED, "authType", "ADMIN");
            case Caller.DomainAdmin(String domain) ->
                object("domain", domain, "authStatus", AUTHORIZED, "authType", "DOMAIN_ADMIN");
            case Caller.Nobody _, Caller.User _ -> object("authStatus", UNAUTHORIZED);
        };
    }

    private static Map<String, @Nullable Object> user(Caller caller) {
        return caller instanceof Caller.User(var account)
                ? object("username", account, "authStatus", AUTHORIZED)
                : object("authStatus", UNAUTHORIZED);
    }
}
