package im.vestibule.admin.graphql;

import im.vestibule.admin.command.Commands;
import im.vestibule.admin.command.Machine;
import im.vestibule.config.GeneralSpec.LogLevel;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.personal.Retrieval;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands of a server that serves no domain. */
public final class Emptiness implements Machine {
    private LogLevel level = LogLevel.WARNING;

    public static Commands commands() {
        Hosts hosts = new Hosts(List.of());
        Sessions sessions = new Sessions();
        Accounts accounts = new Accounts(Map.of(), new Decoys(new byte[32]));
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        Presences presences = new Presences(sessions, hosts, new Outside(components, Federation.none(hosts)));
        return Commands.of(new Commands.Services(
                hosts,
                accounts,
                sessions,
                new Binding(hosts, sessions, presences, accounts),
                new Router(hosts, sessions, accounts, presences, components, Federation.none(hosts)),
                Optional.empty(),
                Optional.empty(),
                (user, file, reach) -> new Retrieval.NoSuchUser(),
                List::of,
                new Emptiness(),
                InstantSource.fixed(Instant.EPOCH),
                Runnable::run));
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public Duration uptime() {
        return Duration.ZERO;
    }

    @Override
    public LogLevel loglevel() {
        return level;
    }

    @Override
    public void loglevel(LogLevel wanted) {
        level = wanted;
    }

    @Override
    public boolean stop() {
        return false;
    }

    @Override
    public Path directory() {
        return Path.of("data");
    }

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public long incomingServers() {
        return 0;
    }

    @Override
    public long outgoingServers() {
        return 0;
    }
}
