package im.vestibule.config;

import java.util.List;

/**
 * The {@code modules.mod_disco} table: service discovery (XEP-0030).
 *
 * @param extraDomains items added to those of the server, in lower case
 * @param serverInfo addresses added to the server's information (XEP-0157)
 * @param usersCanSeeHiddenServices hidden components are listed too
 */
public record DiscoSpec(List<String> extraDomains, List<ServerInfo> serverInfo, boolean usersCanSeeHiddenServices) {

    static DiscoSpec read(Section s) {
        ModulesSpec.readIqDiscipline(s);
        return new DiscoSpec(
                s.value("extra_domains", AddressTypes.DOMAIN.list(), List.of()),
                s.tables("server_info", ServerInfo::read),
                s.bool("users_can_see_hidden_services", true));
    }

    /**
     * One field of the form.
     *
     * @param name such as {@code abuse-addresses}
     * @param urls the addresses
     * @param modules the modules whose domains show it; empty for all
     */
    public record ServerInfo(String name, List<String> urls, List<String> modules) {
        static ServerInfo read(Section s) {
            return new ServerInfo(
                    s.mandatory("name", Type.NON_EMPTY),
                    s.mandatory("urls", Type.NON_EMPTY.uniqueNonEmptyList()),
                    s.optional("modules", Type.NON_EMPTY.uniqueNonEmptyList()).orElse(List.of()));
        }
    }
}
