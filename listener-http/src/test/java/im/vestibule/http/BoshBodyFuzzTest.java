package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.Workspace;
import im.vestibule.model.XmlElement;
import im.vestibule.xmpp.Allowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is posted: its tag says what it says in numbers that are numbers, and what is in it is the same however often reading stops. */
class BoshBodyFuzzTest {
    private static final long MOST = (1L << 53) - 1;
    private static final FrameLimits EACH = new FrameLimits(400, 8, 8, 16);
    private static final Allowance ALLOWANCE = new Allowance(EACH, 4_000, 6);

    static Stream<byte[]> bodies() {
        return Stream.of(
                        "<body rid='1' to='door.test' wait='60' hold='1' ver='1.6' xml:lang='en' xmpp:version='1.0'"
                                + " xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'/>",
                        "<body rid='9007199254740991' sid='s' key='k' xmlns='http://jabber.org/protocol/httpbind'>"
                                + "<message xmlns='jabber:client' to='a@b'><body>hi &amp; you</body></message>"
                                + "<iq type='get' id='1' xmlns='jabber:client'><q xmlns='q'/></iq></body>",
                        "<?xml version='1.0'?><body rid='2' sid='s' type='terminate' pause='5' ack='1'"
                                + " xmlns='http://jabber.org/protocol/httpbind'><presence type='unavailable'/></body>\n",
                        "<b:body rid='3' sid='s' xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'"
                                + " xmlns:b='http://jabber.org/protocol/httpbind'> </b:body>",
                        "<body xmlns='http://jabber.org/protocol/httpbind'><a/><a/><a/><a/><a/><a/><a/></body>")
                .map(body -> body.getBytes(UTF_8));
    }

    @MethodSource("bodies")
    @FuzzTest
    void isReadOnce(byte[] body) {
        tag(body).ifPresent(BoshBodyFuzzTest::saysNumbers);
        List<String> whole = read(body, false);

        assertThat(read(body, true)).as("stopped behind every element").isEqualTo(whole);
        assertThat(whole.stream().filter(line -> !line.startsWith("<"))).hasSize(1);
        assertThat(whole.getLast()).doesNotStartWith("<");
        assertThat(whole.size() - 1).isLessThanOrEqualTo((int) ALLOWANCE.elements());
        if (whole.getLast().equals("done")) {
            assertThat(whole.subList(0, whole.size() - 1)).isEqualTo(inStream(body));
        }
    }

    private static Optional<BoshTag> tag(byte[] body) {
        Framer framer = Framer.wrapped(EACH, Ns.CLIENT, BoshTag.NS, new Workspace());
        return framer.next(body, 0, body.length) == Framing.HEADER
                ? BoshTag.of(framer.frame().header(), false)
                : Optional.empty();
    }

    private static void saysNumbers(BoshTag tag) {
        assertThat(tag.rid()).isBetween(0L, MOST);
        tag.ack().ifPresent(ack -> assertThat(ack).isBetween(0L, MOST));
        tag.pause().ifPresent(pause -> assertThat(pause).isBetween(0L, MOST));
        for (String name : List.of("wait", "hold")) {
            tag.number(name).ifPresent(number -> assertThat(number).isBetween(0L, MOST));
        }
        assertThat(tag.header().namespace()).isEqualTo(Ns.STREAMS);
        assertThat(tag.header().attribute("to")).isEqualTo(tag.attribute("to"));
    }

    /** Elements, and how it ended. */
    private static List<String> read(byte[] body, boolean stops) {
        List<String> found = new ArrayList<>();
        BoshReader[] reader = new BoshReader[1];
        reader[0] = new BoshReader(ALLOWANCE, new Workspace(), new BoshReader.Listener() {
            @Override
            public void frame(Frame frame) {
                found.add(frame.tree().moved(BoshTag.NS, Ns.CLIENT).toString());
                if (stops) {
                    reader[0].pause();
                }
            }

            @Override
            public void fault(StreamError error) {
                found.add(error.condition().element());
            }

            @Override
            public void done() {
                found.add("done");
            }
        });
        reader[0].read(body);
        for (int i = 0; stops && i <= ALLOWANCE.elements(); i++) {
            reader[0].resume();
        }
        return found;
    }

    /** What a parser of documents finds in it. */
    private static List<String> inStream(byte[] body) {
        XmlElement document = XmlElement.parse(body).orElseThrow();
        return document.elements()
                .map(element -> element.moved(BoshTag.NS, Ns.CLIENT).toString())
                .toList();
    }
}
