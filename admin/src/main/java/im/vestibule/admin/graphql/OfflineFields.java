package im.vestibule.admin.graphql;

import im.vestibule.admin.command.OfflineCommands;

/** The category {@code offline}. */
final class OfflineFields {
    private OfflineFields() {}

    static void admin(Fields fields, OfflineCommands offline) {
        fields.type("OfflineAdminMutation")
                .field(
                        "deleteExpiredMessages",
                        call -> offline.deleteExpired(call.text("domain")).map(OfflineFields::removed))
                .field(
                        "deleteOldMessages",
                        call -> offline.deleteOld(call.text("domain"), call.number("days"))
                                .map(OfflineFields::removed));
    }

    private static String removed(int messages) {
        return "Removed " + messages + " messages";
    }
}
