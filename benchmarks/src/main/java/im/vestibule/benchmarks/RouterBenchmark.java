package im.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.config.Limit;
import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Jid;
import im.vestibule.model.JidCache;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.Workspace;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Routed;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Presence;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.testing.Served;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find out where a message goes and to hand it over, once the framer is done with it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RouterBenchmark {
    private static final byte[] NOTHING = {};
    private static final int OTHERS = 1000;

    private final JidCache jids = new JidCache();
    private final Sessions sessions = new Sessions();
    private final Hosts hosts = Served.hosts("door.test");
    private final Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
    private final Federation federation = Federation.none(hosts);
    private final Router router = new Router(
            hosts,
            sessions,
            new Accounts(
                    Map.of("door.test", new Methods(List.of(new Pki()), 4096, Limit.INFINITY)),
                    new Decoys(new byte[32])),
            new Presences(sessions, hosts, new Outside(components, federation)),
            components,
            federation);
    private final Session romeo;
    private final Frame toAccount;
    private final Frame toResource;

    /** A house with a thousand others in it. */
    public RouterBenchmark() {
        for (int i = 0; i < OTHERS; i++) {
            enter("user" + i + "@door.test/tv");
        }
        romeo = enter("romeo@door.test/orchard");
        enter("juliet@door.test/balcony");
        String message = new String(Chat.MESSAGE, UTF_8);
        toAccount = frame(message);
        toResource = frame(message.replace("juliet@door.test", "juliet@door.test/balcony"));
    }

    private Session enter(String full) {
        Session session = new Session(
                Jid.of(full), "", new Copying(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        sessions.open(session, Long.MAX_VALUE);
        session.presence(new Presence(0, XmlElement.of("presence", Ns.CLIENT)));
        return session;
    }

    private static Frame frame(String stanza) {
        Framer framer = Framer.stream(new FrameLimits(65_536, 64, 1024, 64), Ns.CLIENT, new Workspace());
        byte[] bytes = stanza.getBytes(UTF_8);
        if (framer.next(Chat.HEADER, 0, Chat.HEADER.length) != Framing.HEADER
                || framer.next(bytes, 0, bytes.length) != Framing.ELEMENT) {
            throw new IllegalStateException("not a stanza: " + stanza);
        }
        return framer.frame();
    }

    /** To the only session of an account, by its bare address. */
    @Benchmark
    public Routed account() {
        return router.route(romeo, toAccount, jids, Receipt.NONE);
    }

    /** To a session by its full address. */
    @Benchmark
    public Routed resource() {
        return router.route(romeo, toResource, jids, Receipt.NONE);
    }

    /** What a connection does with what it is given: it copies it. */
    private static final class Copying implements Outlet {
        private final byte[] bytes = new byte[1024];
        private int count;

        @Override
        public boolean send(XmlElement stanza, Receipt receipt) {
            throw new IllegalStateException("nothing is to bounce: " + stanza);
        }

        @Override
        public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
            count = 0;
            frame.relay(this::write, stamp, NOTHING, NOTHING);
            receipt.settle();
            return true;
        }

        private void write(byte[] source, int offset, int length) {
            System.arraycopy(source, offset, bytes, count, length);
            count += length;
        }

        @Override
        public void close(StreamError reason) {
            throw new IllegalStateException(reason.toString());
        }
    }
}
