package im.vestibule.xmpp;

import im.vestibule.services.access.Rules;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.resumption.Management;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What sessions that count need around them; it keeps nothing for those who are not there. */
final class SmallHouse implements AutoCloseable {
    private final Effects effects;
    private final Management management;
    private final Resumptions resumptions;

    SmallHouse(int bufferMax, int ackFreq) {
        this(Managements.of(bufferMax, ackFreq));
    }

    SmallHouse(Management management) {
        this(management, new Effects());
    }

    SmallHouse(Management management, Effects effects) {
        this.management = management;
        this.effects = effects;
        Hosts hosts = C2sPolicies.counted(management).hosts();
        Sessions sessions = new Sessions();
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        Federation federation = Federation.none(hosts);
        Presences presences = new Presences(sessions, hosts, new Outside(components, federation));
        resumptions = new Resumptions(
                hosts,
                new Router(hosts, sessions, C2sPolicies.ACCOUNTS, presences, components, federation),
                new Binding(hosts, sessions, presences, C2sPolicies.ACCOUNTS),
                effects,
                InstantSource.fixed(Instant.EPOCH));
    }

    Resumptions resumptions() {
        return resumptions;
    }

    /** One that can be resumed. */
    Managed manage(Session session, Seat seat, Tether tether) {
        Managed fresh = new Managed(resumptions, management.spec(), session, "id", true, seat, tether);
        session.outlet(fresh.outlet());
        resumptions.add(fresh);
        return fresh;
    }

    @Override
    public void close() {
        effects.close();
    }
}
