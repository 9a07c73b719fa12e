package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XML that is none, or far too much of it: what no {@link Conversation} can tell. */
@Hostile
class HostileXmlTest {
    private static final Jid ALICE = Jid.of("alice@door.test/home");

    /** Most of what a laughing matter may cost. */
    private static final long MEBIBYTE = 1024 * 1024;

    /** What somebody gets who speaks no XML, unless nothing: he never gets further than a header. */
    private static final Pattern REFUSAL = Pattern.compile("<\\?xml version='1.0'\\?><stream:stream [^>]*>"
            + "<stream:error><(not-well-formed|unsupported-encoding|restricted-xml|bad-format|connection-timeout)"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");

    @Test
    void x01TakesNoMemory(Site site) throws IOException {
        StringBuilder laughs = new StringBuilder("<?xml version='1.0'?><!DOCTYPE stream [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY a")
                    .append(i)
                    .append(" '")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        laughs.append("]>").append(Wire.header("&a29;"));
        long[] costs = new long[5];
        for (int i = 0; i < costs.length; i++) {
            long before = site.fort().jvm().loopBytes();
            try (Wire wire = site.connect("clear")) {
                wire.say(laughs.toString());
                assertThat(wire.end()).contains("<restricted-xml ");
            }
            costs[i] = site.fort().jvm().loopBytes() - before;
        }
        assertThat(LongStream.of(costs).min().orElseThrow()).isLessThan(MEBIBYTE);
    }

    @Test
    void x02OpensNoFileAndAsksForNoUrl(Site site, @TempDir Path directory) throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        // Whoever reads the pipe lets its writer go on.
        FutureTask<@Nullable Void> writing = new FutureTask<>(() -> {
            Files.newOutputStream(pipe).close();
            return null;
        });
        Thread.ofPlatform().start(writing);
        try (ServerSocketChannel web = ServerSocketChannel.open()) {
            web.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            web.configureBlocking(false);
            int port = ((InetSocketAddress) web.getLocalAddress()).getPort();
            for (String place : List.of(pipe.toUri().toString(), "http://127.0.0.1:" + port + "/secret.dtd")) {
                assertRestricted(site, "<!DOCTYPE stream SYSTEM '" + place + "'>");
                assertRestricted(site, "<!DOCTYPE stream [<!ENTITY % x SYSTEM '" + place + "'>%x;]>");
                assertRestricted(site, "<!DOCTYPE stream [<!ENTITY door SYSTEM '" + place + "'>]>");
            }
            assertThat(web.accept()).as("a request").isNull();
        }
        assertThat(writing.isDone()).as("whether the file was opened").isFalse();
        Files.newInputStream(pipe).close();
        writing.get();
    }

    private static void assertRestricted(Site site, String type) throws IOException {
        try (Wire wire = site.connect("clear")) {
            wire.say("<?xml version='1.0'?>" + type + Wire.header("&door;"));
            assertThat(wire.end()).contains("<restricted-xml ");
        }
    }

    @Test
    void x19TakesEveryByteForItself(Site site) throws IOException {
        site.renew(ALICE.bare());
        String whole = talk(site, (wire, text, from) -> wire.say(text));
        try (Metronome metronome = new Metronome(site)) {
            assertThat(talk(site, (wire, text, from) -> {
                        for (byte each : text) {
                            wire.say(new byte[] {each});
                            metronome.beat();
                        }
                    }))
                    .isEqualTo(whole);
        }
    }

    @Test
    void x19TakesACutAtEveryByte(Site site) throws IOException {
        site.renew(ALICE.bare());
        String whole = talk(site, (wire, text, from) -> wire.say(text));
        int length = Turn.TALK.stream().mapToInt(turn -> turn.bytes().length).sum();
        try (Metronome metronome = new Metronome(site)) {
            for (int at = 1; at < length; at++) {
                int cut = at;
                assertThat(talk(site, (wire, text, from) -> {
                            int here = Math.clamp(cut - from, 0, text.length);
                            wire.say(Arrays.copyOf(text, here));
                            metronome.beat();
                            wire.say(Arrays.copyOfRange(text, here, text.length));
                        }))
                        .as("cut at byte %d", cut)
                        .isEqualTo(whole);
            }
        }
    }

    /** What a client says, and what it then waits for. */
    private record Turn(String said, Pattern heard) {
        static final List<Turn> TALK = List.of(
                new Turn("<?xml version='1.0'?>" + Wire.header("door.test"), Wire.FEATURES),
                new Turn(Wire.plain(ALICE), Pattern.compile("<success [^>]*>")),
                new Turn(Wire.header("door.test"), Wire.FEATURES),
                new Turn(
                        "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                                + "<resource>home</resource></bind></iq>",
                        Wire.BOUND),
                new Turn(
                        "<message to='" + ALICE + "' id=\"1\"><body>Grüße &amp; 🎉<![CDATA[<&>]]></body></message>",
                        Pattern.compile("<message .*?</message>")));

        byte[] bytes() {
            return said.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A way to send text, of which the first byte is the client's {@code from}th. */
    private interface Delivery {
        void send(Wire wire, byte[] text, int from) throws IOException;
    }

    /** Logs in and sends a message to itself; returns all that the server says but for stream ids. */
    private static String talk(Site site, Delivery delivery) throws IOException {
        StringBuilder heard = new StringBuilder();
        int from = 0;
        try (Wire wire = site.connect("clear")) {
            for (Turn turn : Turn.TALK) {
                delivery.send(wire, turn.bytes(), from);
                from += turn.bytes().length;
                heard.append(wire.hear(turn.heard()).group());
            }
        }
        return heard.toString().replaceAll("(<stream:stream [^>]* id=')[^']*", "$1");
    }

    /**
     * Two sessions, one on each event loop as they come one after the other. Once both have had an answer, the loops
     * have seen all that was sent to them before.
     */
    private static final class Metronome implements AutoCloseable {
        private final List<Wire> wires = new ArrayList<>();

        Metronome(Site site) throws IOException {
            Jid account = Jid.of("metronome@door.test");
            site.renew(account);
            for (String resource : List.of("tick", "tock")) {
                wires.add(site.connect("clear"));
                wires.getLast().login(account.withResource(resource).orElseThrow());
            }
        }

        void beat() throws IOException {
            for (Wire wire : wires) {
                assertThat(wire.unread()).isEmpty();
            }
        }

        @Override
        public void close() throws IOException {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    void x20AnswersABurstInOrder(Site site) throws IOException {
        site.renew(ALICE.bare());
        StringBuilder burst = new StringBuilder();
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < 5_000; i += 2) {
            burst.append("<iq type='get' id='" + i + "' to='door.test'><ping xmlns='urn:xmpp:ping'/></iq>");
            burst.append("<message to='" + ALICE + "' id='" + (i + 1) + "'/>");
            answers.append("<iq type='result' id='" + i + "' from='door.test' to='" + ALICE + "'/>");
            answers.append("<message from='" + ALICE + "' to='" + ALICE + "' id='" + (i + 1) + "'/>");
        }
        try (Wire wire = site.connect("clear")) {
            wire.login(ALICE).say(burst.toString());
            wire.hear(answers.toString());
        }
    }

    @Test
    void x21RefusesWhatIsNoXml(Site site) throws IOException {
        List<byte[]> openings = new ArrayList<>(
                IntStream.range(0, 100).mapToObj(HostileXmlTest::noise).toList());
        for (String opening : List.of(
                "GET / HTTP/1.1\r\nHost: door.test\r\n\r\n",
                "SSH-2.0-OpenSSH_10.0\r\n",
                "EHLO door.test\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "\u0016\u0003\u0001\u0002\u0000",
                "{\"to\": \"door.test\"}",
                "\u0000")) {
            openings.add(opening.getBytes(StandardCharsets.UTF_8));
        }
        List<Wire> wires = new ArrayList<>();
        for (byte[] opening : openings) {
            Wire wire = site.connect("hasty");
            wires.add(wire);
            wire.say(opening);
        }
        for (int i = 0; i < wires.size(); i++) {
            try (Wire wire = wires.get(i)) {
                String heard = wire.end();
                assertThat(heard.isEmpty() || REFUSAL.matcher(heard).matches())
                        .as("%s heard %s", new String(openings.get(i), StandardCharsets.ISO_8859_1), heard)
                        .isTrue();
            }
        }
    }

    private static byte[] noise(int seed) {
        Random random = new Random(seed);
        byte[] noise = new byte[1 + random.nextInt(600)];
        random.nextBytes(noise);
        return noise;
    }
}
