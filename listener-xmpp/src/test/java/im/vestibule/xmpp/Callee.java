package im.vestibule.xmpp;

import im.vestibule.config.AccessSpec;
import im.vestibule.config.Policy;
import im.vestibule.config.S2sSpec;
import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.config.ShaperSpec;
import im.vestibule.core.Connection;
import im.vestibule.core.Connector;
import im.vestibule.core.Loops;
import im.vestibule.core.Tally;
import im.vestibule.core.Transport;
import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Carrier;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.federation.Target;
import im.vestibule.services.federation.Terms;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Sessions;
import im.vestibule.tls.OutgoingTls;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The server of {@code far.test}, which our component {@code gateway.test} calls: what it says, a test says. The connection is
 * real from the bytes on, and time stands still on it.
 */
final class Callee implements Errand.Client, AutoCloseable {
    static final Pair PAIR = new Pair("gateway.test", "far.test");

    /** Bytes per second that {@code far.test} may send. */
    static final int RATE = 1000;

    /** Bytes of an element before stanzas may go, and of a stanza. */
    static final int EARLY = 8192;

    static final int LASTING = 65_536;

    private final Chores chores = new Chores();
    private final Effects effects = new Effects(chores);
    private final Loops loops = Loops.start(Transport.NIO, 1);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> delivered = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Optional<Carrier> stream = Optional.empty();

    /** Is called for stanzas to be carried. */
    Callee() {
        this(Optional.empty());
    }

    /** @param question that it is called for */
    Callee(Optional<Call.Question> question) {
        FastThreadLocal.removeAll();
        channel.freezeTime();
        Connection _ = Connection.accept(channel, "s2s", new Tally());
        Call call = new Call(PAIR, UseStarttls.OPTIONAL, false, InboundChat.KEYS, question);
        OutgoingTls tls = OutgoingTls.of(Optional.empty(), Optional.empty(), "TLSv1.2:TLSv1.3")
                .tls()
                .orElseThrow();
        Caller caller = caller();
        Errand errand = new Errand(caller, spec(), tls, call, this);
        Target here = new Target(InetSocketAddress.createUnresolved("far.test", 5269), false);
        channel.pipeline().addLast(new OutboundPipeline(caller, errand.new Attempt(here, call)));
        channel.pipeline().fireChannelActive();
    }

    private Caller caller() {
        Hosts hosts = C2sPolicies.plain(StartTls.NONE).hosts();
        Sessions sessions = new Sessions();
        AccessSpec everybody =
                new AccessSpec(List.of(new AccessSpec.Clause("all", new AccessSpec.Outcome.Name("slow"))));
        Components components = new Components(
                hosts, new Rules(Map.of(), Map.of("s2s", everybody), Map.of("slow", new ShaperSpec(RATE)), List.of()));
        components.join(new Component(PAIR.local(), false, "all", false, true, new Gateway()), false);
        Federation federation = new Federation(
                hosts,
                Optional.of(new Terms(Optional::of, Set.of(), spec(), Map.of())),
                OptionalInt.empty(),
                route -> {},
                (stanza, error) -> {});
        Presences presences = new Presences(sessions, hosts, new Outside(components, federation));
        Router router = new Router(hosts, sessions, C2sPolicies.ACCOUNTS, presences, components, federation);
        Caller.Terms terms = new Caller.Terms(
                local -> spec(),
                local -> {
                    throw new IllegalStateException("nobody else is called");
                },
                local -> InboundChat.KEYS,
                OptionalLong.empty(),
                new FrameLimits(EARLY, 32, 32, 32),
                new FrameLimits(LASTING, 32, 32, 32),
                "s2s");
        return new Caller(new Connector(loops, "s2s"), router, components::rules, effects, new StreamTally(), terms);
    }

    private static S2sSpec spec() {
        return new S2sSpec(
                Policy.ALLOW,
                List.of(),
                UseStarttls.OPTIONAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "TLSv1.2:TLSv1.3",
                Duration.ofSeconds(300),
                new S2sSpec.Outgoing(5269, List.of(4), Optional.empty(), List.of()),
                new S2sSpec.Dns(Duration.ofSeconds(10), 1, List.of()));
    }

    /** What reaches the component. */
    private final class Gateway implements Outlet {
        @Override
        public boolean send(XmlElement stanza, Receipt receipt) {
            return delivered.add(stanza.toString());
        }

        @Override
        public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
            return delivered.add(frame.stanza().toString());
        }

        @Override
        public void close(StreamError reason) {
            throw new IllegalStateException(reason.toString());
        }
    }

    @Override
    public boolean opened(Carrier carrier) {
        stream = Optional.of(carrier);
        return told.add("opened");
    }

    @Override
    public void answered(Verdict verdict) {
        told.add("answered " + verdict);
    }

    @Override
    public void failed(StanzaError reason) {
        told.add("failed " + reason.condition().element());
    }

    @Override
    public void lost(Carrier carrier, List<Parcel> undelivered, boolean useful) {
        told.add("lost " + undelivered.size());
    }

    Callee say(String text) {
        boolean _ = channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        return this;
    }

    /** What we have said to it since it was asked last. */
    String said() {
        channel.runPendingTasks();
        StringBuilder said = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            said.append(bytes.toString(StandardCharsets.UTF_8));
            boolean _ = bytes.release();
        }
        return said.toString();
    }

    /** Answers our header. */
    Callee greet() {
        return say("<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'"
                + " xmlns:db='jabber:server:dialback' id='id1' from='far.test' to='gateway.test' version='1.0'>");
    }

    Callee offer(String features) {
        return say("<stream:features>" + features + "</stream:features>");
    }

    /** Believes our key. */
    Callee believe() {
        return say("<db:result from='far.test' to='gateway.test' type='valid'/>");
    }

    /** Takes our stanzas, and sends its own the same way. */
    Callee open(String more) {
        greet().offer(OutboundChat.BIDI + more).believe();
        String _ = said();
        return this;
    }

    /** Sends it a stanza. */
    void send(String stanza) {
        boolean _ = stream.orElseThrow().carry(new Parcel(stanza.getBytes(StandardCharsets.UTF_8), Receipt.NONE));
    }

    /** What is due reckons from when it runs, so time does not jump. */
    void pass(long seconds) {
        for (long i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            long _ = channel.runScheduledPendingTasks();
        }
    }

    /** Whether it is read at the moment. */
    boolean isRead() {
        return channel.config().isAutoRead();
    }

    boolean isConnected() {
        return channel.isActive();
    }

    /** What has reached our component. */
    List<String> delivered() {
        return List.copyOf(delivered);
    }

    /** What has become of the call. */
    List<String> told() {
        while (chores.work()) {
            // More may come of it.
        }
        return List.copyOf(told);
    }

    @Override
    public void close() {
        boolean _ = channel.finishAndReleaseAll();
        effects.close();
        loops.close();
    }
}
