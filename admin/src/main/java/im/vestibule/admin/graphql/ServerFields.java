package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Answer;
import im.vestibule.admin.command.Machine;
import im.vestibule.admin.command.ServerCommands;
import im.vestibule.config.GeneralSpec.LogLevel;

/** The category {@code server}. */
final class ServerFields {
    private ServerFields() {}

    static void admin(Fields fields, ServerCommands server) {
        Machine machine = server.machine();
        fields.type("ServerAdminQuery")
                .field(
                        "status",
                        _ -> Answer.done(object(
                                "statusCode",
                                "RUNNING",
                                "message",
                                "Vestibule " + machine.version() + " is running",
                                "version",
                                machine.version())))
                .field("getLoglevel", _ -> Answer.done(machine.loglevel().name()))
                .field("getCookie", _ -> server.cookie());
        fields.type("ServerAdminMutation")
                .field("joinCluster", _ -> server.cluster())
                .field("leaveCluster", _ -> server.cluster())
                .field("removeFromCluster", _ -> server.cluster())
                .field("removeNode", _ -> server.cluster())
                .field("restart", _ -> server.restart())
                .field("stop", _ -> server.stop())
                .field("setLoglevel", call -> server.loglevel(LogLevel.valueOf(call.text("level"))));
    }
}
