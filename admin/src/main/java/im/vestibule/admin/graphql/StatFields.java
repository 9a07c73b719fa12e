package im.vestibule.admin.graphql;

import im.vestibule.admin.Answer;
import im.vestibule.admin.command.Machine;
import im.vestibule.admin.command.StatCommands;
import java.util.Map;
import java.util.Objects;

/** The category {@code stat}. Each figure is found when it is asked for. */
final class StatFields {
    private StatFields() {}

    static void admin(Fields fields, StatCommands stat, Machine machine) {
        fields.type("StatsAdminQuery")
                .field("globalStats", _ -> Answer.done(Map.of()))
                .field("domainStats", call -> stat.domain(call.text("domain")));
        fields.type("GlobalStats")
                .field("uptimeSeconds", _ -> Answer.done(machine.uptime().toSeconds()))
                .field("registeredUsers", _ -> stat.registered())
                .field("onlineUsersNode", _ -> Answer.done(stat.online()))
                .field("onlineUsers", _ -> Answer.done(stat.online()))
                .field("incomingS2S", _ -> Answer.done(machine.incomingServers()))
                .field("outgoingS2S", _ -> Answer.done(machine.outgoingServers()));
        fields.type("DomainStats")
                .field("registeredUsers", call -> stat.registered(domain(call)))
                .field("onlineUsers", call -> Answer.done(stat.online(domain(call))));
    }

    private static String domain(Call call) {
        return Objects.requireNonNull(call.environment().<String>getSource());
    }
}
