package im.vestibule.admin.rest;

import im.vestibule.admin.command.AccountCommands;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.Optional;
import java.util.function.Function;

/** The group {@code users}. */
final class UserRoutes {
    private static final String INVALID = "Invalid JID";

    private static final Parameter<String> DOMAIN = Parameter.path("domain", Kind.DOMAIN);
    private static final Parameter<String> NAME = Parameter.path("username", Kind.TEXT, "Missing user name", INVALID);
    private static final Parameter<String> NEW_NAME = Parameter.body("username", Kind.TEXT, "Missing user name");
    private static final Parameter<Secret> PASSWORD = Parameter.body("password", Kind.PASSWORD, "Missing password");
    private static final Parameter<Secret> NEW_PASSWORD =
            Parameter.body("newpass", Kind.PASSWORD, "Missing new password");

    private UserRoutes() {}

    static Group of(AccountCommands accounts) {
        return Group.of(
                "users",
                Route.of(
                                Method.GET,
                                "/users/:domain",
                                "Lists the accounts of a domain",
                                in -> Reply.of(
                                        accounts.list(in.get(DOMAIN)),
                                        users -> Reply.json(users.stream()
                                                .map(Jid::toString)
                                                .toList())))
                        .takes(DOMAIN)
                        .gives(Schemas.TEXTS)
                        .refuses(Status.NOT_FOUND),
                Route.of(Method.POST, "/users/:domain", "Makes an account", in -> register(accounts, in))
                        .takes(DOMAIN, NEW_NAME, PASSWORD)
                        .done(Status.CREATED),
                Route.of(
                                Method.PUT,
                                "/users/:domain/?username",
                                "Gives an account another password",
                                in -> of(in, user -> Reply.of(accounts.changePassword(user, in.get(NEW_PASSWORD)))))
                        .takes(DOMAIN, NAME, NEW_PASSWORD),
                Route.of(
                                Method.DELETE,
                                "/users/:domain/?username",
                                "Removes an account with all that belongs to it",
                                in -> of(in, user -> Reply.of(accounts.remove(user))))
                        .takes(DOMAIN, NAME));
    }

    private static Reply register(AccountCommands accounts, Inputs in) {
        String name = in.get(NEW_NAME);
        Optional<Jid> user = address(name, in.get(DOMAIN));
        return user.isEmpty()
                ? Reply.bad(INVALID + ' ' + name + '@' + in.get(DOMAIN))
                : Reply.of(
                        accounts.register(in.get(DOMAIN), Optional.of(user.get().local()), in.get(PASSWORD)),
                        made -> Reply.made(made.local(), "User " + made + " successfully registered"));
    }

    private static Reply of(Inputs in, Function<Jid, Reply> command) {
        return address(in.get(NAME), in.get(DOMAIN)).map(command).orElseGet(() -> Reply.bad(INVALID));
    }

    private static Optional<Jid> address(String name, String domain) {
        return Jid.of(name, domain, "").filter(jid -> !jid.local().isEmpty());
    }
}
