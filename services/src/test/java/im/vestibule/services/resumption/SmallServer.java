package im.vestibule.services.resumption;

import im.vestibule.config.Limit;
import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.OfflineSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.JidCache;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.offline.OfflineStore;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.testing.Served;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** The services around a store, with sessions that are as simple as can be, on one thread. */
final class SmallServer implements Server, InstantSource {
    static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private final OfflineStore store;
    private final String domain;
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private int ids;
    private Memory memory;

    /** What does not survive a crash. */
    final class Memory {
        final Queue<Runnable> tasks = new ArrayDeque<>();
        final List<SmallWire> wires = new ArrayList<>();
        final Map<String, Seat> seats = new HashMap<>();
        final Sessions sessions = new Sessions();
        final JidCache jids = new JidCache();
        final Presences presences;
        final Holding holding;
        final Router router;

        Memory() {
            Offline offline = new Offline(store, SmallServer.this, new OfflineSpec("quota", false, Backend.RDBMS));
            Hosts hosts = new Hosts(List.of(Served.host(domain, Optional.empty(), Optional.of(offline))));
            Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
            Federation federation = Federation.none(hosts);
            Accounts accounts = new Accounts(
                    Map.of(domain, new Methods(List.of(new Pki()), 4096, Limit.INFINITY)), new Decoys(new byte[32]));
            presences = new Presences(sessions, hosts, new Outside(components, federation));
            router = new Router(hosts, sessions, accounts, presences, components, federation);
            holding = new Holding(hosts, tasks::add);
        }

        Seat bind(Jid account, String resource) {
            String id = "sm" + ids++;
            Seat seat = new Seat(this, holding.open(account, id), SmallServer.this);
            Session session = new Session(account.withResource(resource).orElseThrow(), "", seat, NOWHERE);
            seat.session(session);
            if (sessions.open(session, Long.MAX_VALUE) instanceof Sessions.Opening.Opened(List<Session> replaced)) {
                replaced.forEach(old -> ((Seat) old.outlet()).end());
            }
            seats.put(id, seat);
            return seat;
        }
    }

    SmallServer(OfflineStore store, String domain) {
        this.store = store;
        this.domain = domain;
        memory = new Memory();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Wire connect(String account, String resource, int priority) {
        SmallWire wire = new SmallWire(memory, Jid.of(account), resource, priority);
        memory.wires.add(wire);
        return wire;
    }

    @Override
    public boolean work() {
        Runnable task = memory.tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    @Override
    public void pass(Duration time) {
        now = now.plus(time);
        List.copyOf(memory.seats.values()).forEach(seat -> seat.late(now));
    }

    @Override
    public void crash() {
        memory.wires.forEach(SmallWire::vanish);
        memory = new Memory();
    }
}
