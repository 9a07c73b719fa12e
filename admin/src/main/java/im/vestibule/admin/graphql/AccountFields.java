package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Caller;
import im.vestibule.admin.command.AccountCommands;
import im.vestibule.admin.command.Import;
import im.vestibule.model.Jid;
import java.util.Map;
import java.util.Optional;

/** The category {@code account}. */
final class AccountFields {
    private AccountFields() {}

    static void admin(Fields fields, AccountCommands accounts, Import imports) {
        fields.type("AccountAdminQuery")
                .field("listUsers", call -> accounts.list(call.text("domain")))
                .field("countUsers", call -> accounts.count(call.text("domain")))
                .field(
                        "checkPassword",
                        call -> correct(accounts.check(call.jid("user"), call.secret("password")), "Password"))
                .field(
                        "checkPasswordHash",
                        call -> correct(
                                accounts.checkHash(
                                        call.jid("user"), call.text("passwordHash"), call.text("hashMethod")),
                                "Password hash"))
                .field(
                        "checkUser",
                        call -> accounts.exists(call.jid("user"))
                                .map(exists -> object(
                                        "exist",
                                        exists,
                                        "message",
                                        "User " + call.jid("user") + (exists ? " exists" : " does not exist"))));
        fields.type("AccountAdminMutation")
                .field(
                        "registerUser",
                        call -> accounts.register(call.text("domain"), call.given("username"), call.secret("password"))
                                .map(user -> payload(user, "User " + user + " successfully registered")))
                .field(
                        "removeUser",
                        call -> accounts.remove(call.jid("user"))
                                .map(user -> payload(user, "User " + user + " successfully unregistered")))
                .field(
                        "banUser",
                        call -> accounts.ban(call.jid("user"), call.text("reason"))
                                .map(user -> payload(user, "User " + user + " successfully banned")))
                .field(
                        "changeUserPassword",
                        call -> accounts.changePassword(call.jid("user"), call.secret("newPassword"))
                                .map(user -> payload(user, "Password changed")))
                .field(
                        "importUsers",
                        call -> imports.schedule(call.text("filename"), domain(call.caller()))
                                .map(status -> object("status", status)));
    }

    static void user(Fields fields, AccountCommands accounts) {
        fields.type("AccountUserQuery").field("field", _ -> Answer.done(true));
        fields.type("AccountUserMutation")
                .field(
                        "unregister",
                        call -> accounts.remove(call.self()).map(user -> "User " + user + " successfully unregistered"))
                .field(
                        "changePassword",
                        call -> accounts.changePassword(call.self(), call.secret("newPassword"))
                                .map(_ -> "Password changed"));
    }

    /** The one domain that a caller is confined to. */
    private static Optional<String> domain(Caller caller) {
        return caller instanceof Caller.DomainAdmin(String own) ? Optional.of(own) : Optional.empty();
    }

    private static Answer<Map<String, Object>> correct(Answer<Boolean> checked, String what) {
        return checked.map(
                right -> object("correct", right, "message", what + (right ? " is correct" : " is incorrect")));
    }

    private static Map<String, Object> payload(Jid user, String message) {
        return object("jid", user, "message", message);
    }
}
