package im.vestibule.config;

/**
 * The {@code modules.mod_offline} table: messages for users who are away (XEP-0160).
 *
 * @param accessMaxUserMessages rule that gives how many are kept for a user; no limit if it does not exist
 * @param storeGroupchatMessages messages of type groupchat are kept too
 * @param backend see {@link ModulesSpec.Backend}
 */
public record OfflineSpec(String accessMaxUserMessages, boolean storeGroupchatMessages, ModulesSpec.Backend backend) {
    private static final String RULE = "max_user_offline_messages";

    static OfflineSpec read(Section s) {
        return new OfflineSpec(
                s.value("access_max_user_messages", Names.ruleName(RULE), RULE),
                s.bool("store_groupchat_messages", false),
                ModulesSpec.readBackend(s));
    }
}
