package im.vestibule.services.testing;

import im.vestibule.services.access.Rules;
import im.vestibule.services.host.Care;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.roster.Rosters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Domains with little on offer. */
public final class Served {
    private Served() {}

    public static Hosts hosts(String... names) {
        return new Hosts(
                Stream.of(names).map(name -> host(name, Optional.empty())).toList());
    }

    public static Host host(String name, Optional<Rosters> rosters) {
        return host(name, rosters, Optional.empty());
    }

    public static Host host(String name, Optional<Rosters> rosters, Optional<Offline> offline) {
        return host(name, rosters, offline, List.of());
    }

    public static Host host(
            String name, Optional<Rosters> rosters, Optional<Offline> offline, List<IqHandler> handlers) {
        return new Host(
                name,
                new Rules(Map.of(), Map.of(), List.of(name)),
                List.of(),
                new IqTable(handlers),
                true,
                rosters,
                Optional.empty(),
                offline,
                Optional.empty(),
                "none",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                new Care(true, Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }
}
