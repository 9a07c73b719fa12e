package im.vestibule.xmpp;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.OfflineSpec;
import im.vestibule.config.SessionBackend;
import im.vestibule.config.StreamManagementSpec;
import im.vestibule.core.Connection;
import im.vestibule.core.Tally;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Jid;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Care;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.offline.OfflineStore;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.resumption.Management;
import im.vestibule.services.resumption.Server;
import im.vestibule.services.resumption.StaleCounts;
import im.vestibule.services.resumption.Wire;
import im.vestibule.services.router.Router;
import im.vestibule.services.sasl.Mechanism;
import im.vestibule.services.session.Sessions;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Clients' streams as they are, from the bytes on, around a store: one loop and all other threads are run by hand. */
final class WholeServer implements Server, InstantSource {
    private static final MockTicker TICKER = Ticker.newMockTicker();
    /** What belongs to a loop belongs to its thread, so there is one loop. */
    private static final ManualIoEventLoop LOOP =
            new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), TICKER);

    static final String PASSWORD = "secret";

    private final OfflineStore store;
    private final String domain;
    private final List<String> users;
    private final List<Channel> accepted = new ArrayList<>();
    private Chores chores = new Chores();
    private Channel door;

    WholeServer(OfflineStore store, String domain, List<String> users) {
        this.store = store;
        this.domain = domain;
        this.users = users;
        door = open();
    }

    /** A server with nothing in its memory. */
    private Channel open() {
        // Other tests on this thread may have had loops of their own.
        FastThreadLocal.removeAll();
        C2sDoor c2s = c2s();
        Tally tally = new Tally();
        Channel bound = new ServerBootstrap()
                .group(LOOP)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.add(channel);
                        Connection _ = Connection.accept(channel, "listen.c2s[0]", tally);
                        channel.pipeline().addLast(new C2sPipeline(c2s));
                    }
                })
                .bind(LocalAddress.ANY)
                .channel();
        run();
        return bound;
    }

    private C2sDoor c2s() {
        chores = new Chores();
        Effects effects = new Effects(chores);
        Book book = new Book(users.stream().collect(Collectors.toMap(user -> user, user -> PASSWORD)));
        Accounts accounts = new Accounts(
                Map.of(domain, new Methods(List.of(book), 4096, Limit.INFINITY)), new Decoys(new byte[32]));
        Hosts hosts = new Hosts(List.of(host()));
        Sessions sessions = new Sessions();
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        Presences presences = new Presences(sessions, hosts, new Outside(components, Federation.none(hosts)));
        Binding binding = new Binding(hosts, sessions, presences, accounts);
        Router router = new Router(hosts, sessions, accounts, presences, components, Federation.none(hosts));
        FrameLimits limits = new FrameLimits(8192, 32, 32, 64);
        C2sPolicy policy = new C2sPolicy(
                domain,
                "en",
                hosts,
                accounts,
                StartTls.NONE,
                EnumSet.allOf(AuthMethod.class),
                true,
                true,
                limits,
                limits);
        return new C2sDoor(
                "listen.c2s[0]",
                new StreamTally(),
                policy,
                new C2sMachine(policy),
                "all",
                "none",
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                accounts,
                binding,
                router,
                new Resumptions(hosts, router, binding, effects, this),
                effects);
    }

    private Host host() {
        StreamManagementSpec spec = new StreamManagementSpec(
                SessionBackend.MNESIA,
                true,
                new Limit(100),
                true,
                1,
                Duration.ofMinutes(10),
                new StreamManagementSpec.StaleH(true, Duration.ofMinutes(30), Duration.ofMinutes(60)));
        return new Host(
                domain,
                new Rules(Map.of(), Map.of(), List.of(domain)),
                List.of(new Mechanism.Plain()),
                new IqTable(List.of()),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Offline(store, this, new OfflineSpec("quota", false, Backend.RDBMS))),
                Optional.empty(),
                "none",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Care.NONE,
                Optional.of(new Management(spec, new StaleCounts(spec.staleH(), this))),
                Optional.empty());
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(TICKER.nanoTime());
    }

    static void run() {
        while (LOOP.runNow() > 0) {
            // More may have come of it.
        }
    }

    @Override
    public Wire connect(String account, String resource, int priority) {
        WholeWire wire = new WholeWire(this, Jid.of(account), resource, priority);
        wire.begin(dial(wire));
        return wire;
    }

    /** A connection that this hears of. */
    Channel dial(ChannelHandler ear) {
        Channel channel = new Bootstrap()
                .group(LOOP)
                .channel(LocalChannel.class)
                .handler(ear)
                .connect(door.localAddress())
                .channel();
        run();
        return channel;
    }

    @Override
    public boolean work() {
        boolean done = chores.work();
        run();
        return done;
    }

    @Override
    public void pass(Duration time) {
        TICKER.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        run();
    }

    @Override
    public void crash() {
        // What the old one still does comes to nothing.
        chores.kill();
        end();
        door = open();
        run();
    }

    void end() {
        chores.kill();
        var _ = door.close();
        for (Channel channel : List.copyOf(accepted)) {
            var _ = channel.close();
        }
        accepted.clear();
        run();
    }
}
