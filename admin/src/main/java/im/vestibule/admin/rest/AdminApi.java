package im.vestibule.admin.rest;

import im.vestibule.admin.command.Commands;
import java.util.List;

/** {@code mongoose_admin_api}. */
public final class AdminApi {
    private AdminApi() {}

    public static RestApi of(Commands commands) {
        return new RestApi(
                "Vestibule for administrators",
                List.of(
                        UserRoutes.of(commands.account()),
                        SessionRoutes.of(commands.session()),
                        MessageRoutes.messages(commands.stanza()),
                        MessageRoutes.stanzas(commands.stanza()),
                        ContactRoutes.of(commands.roster()),
                        DomainRoutes.of(commands.domain()),
                        MetricRoutes.of(commands.hosts(), commands.metric()),
                        RoomRoutes.muc(),
                        RoomRoutes.mucLight(),
                        RoomRoutes.inbox()));
    }
}
