package im.vestibule.admin.graphql;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.command.GdprCommands;
import im.vestibule.model.Jid;

/** The category {@code gdpr}. */
final class GdprFields {
    private GdprFields() {}

    static void admin(Fields fields, GdprCommands gdpr) {
        fields.type("GdprAdminQuery")
                .field(
                        "retrievePersonalData",
                        call -> user(call)
                                .then(user -> gdpr.retrieve(user, call.text("resultFilepath"), call.caller()))
                                .map(file -> "Data retrieved to " + file));
    }

    private static Answer<Jid> user(Call call) {
        return Jid.of(call.text("username"), call.text("domain"), "")
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Code.USER_DOES_NOT_EXIST_ERROR, "There is no such user"));
    }
}
