package im.vestibule.model;

import static im.vestibule.model.Reading.HEADER;
import static im.vestibule.model.Reading.LIMITS;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a stream. */
class FramerTest {
    private final Framer framer = Framer.stream(LIMITS, Ns.CLIENT);

    @Test
    void readsAStreamFromHeaderToEnd() {
        assertThat(Reading.stream(
                        "<?xml version='1.0'?>" + HEADER + "<iq/> <presence></presence >\n</stream:stream \t>\n"))
                .hasSize(4)
                .satisfies(found -> assertThat(found.getFirst()).startsWith("HEADER"))
                .endsWith(
                        "ELEMENT IQ 5 <iq xmlns='jabber:client'/>",
                        "ELEMENT PRESENCE 22 <presence xmlns='jabber:client'/>",
                        "END");
    }

    @Test
    void readsTheHeader() {
        byte[] bytes = ("<s:stream xmlns:s='http://etherx.jabber.org/streams' xmlns='jabber&#58;client' to='a&amp;b'"
                        + " version=\"1.0\" xml:lang='en'>")
                .getBytes(UTF_8);

        assertThat(framer.next(bytes, 0, bytes.length)).isEqualTo(Framing.HEADER);
        assertThat(framer.position()).isEqualTo(bytes.length);
        StreamHeader header = framer.frame().header();
        assertThat(header.name()).isEqualTo("stream");
        assertThat(header.namespace()).isEqualTo(Ns.STREAMS);
        assertThat(header.contentNamespace()).isEqualTo(Ns.CLIENT);
        assertThat(header.attribute("to")).contains("a&b");
        assertThat(header.attribute("version")).contains("1.0");
        assertThat(header.attribute("from")).isEmpty();
        assertThat(header.lang()).contains("en");
        assertThat(header.attributes().attributes()).hasSize(3);
        assertThat(framer.frame().kind()).isEqualTo(StanzaKind.OTHER);
    }

    @Test
    void readsAHeaderWithoutPrefixOrContentNamespace() {
        byte[] bytes = "<stream xmlns='http://etherx.jabber.org/streams'>".getBytes(UTF_8);

        assertThat(framer.next(bytes, 0, bytes.length)).isEqualTo(Framing.HEADER);
        assertThat(framer.frame().header().namespace()).isEqualTo(Ns.STREAMS);
        assertThat(framer.frame().header().contentNamespace()).isEqualTo(Ns.STREAMS);
        assertThat(Reading.stream("<a>").getFirst()).contains("contentNamespace=,");
    }

    @Test
    void endsAStreamThatClosesItsOwnHeader() {
        assertThat(Reading.stream("<stream/>")).hasSize(2).last().isEqualTo("END");
        assertThat(Reading.stream("<stream/>x")).last().isEqualTo("FAULT not-well-formed");
    }

    @Test
    void takesOnlyWhiteSpaceAfterTheEnd() {
        assertThat(Reading.stream(HEADER + "</stream:stream> \r\n")).last().isEqualTo("END");
        assertThat(Reading.stream(HEADER + "</stream:stream><iq/>")).last().isEqualTo("FAULT not-well-formed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"</stream>", "</stream:strea>", "</stream:streams>", "</stream:stream x='y'>", "</iq>"})
    void refusesAnotherEnd(String end) {
        assertThat(Reading.stream(HEADER + end)).last().isEqualTo("FAULT not-well-formed");
    }

    @Test
    void refusesTextBetweenElements() {
        assertThat(Reading.stream(HEADER + "<iq/>x")).last().isEqualTo("FAULT not-well-formed");
        assertThat(Reading.stream(HEADER + "&#32;")).last().isEqualTo("FAULT not-well-formed");
        assertThat(Reading.stream(HEADER + "<![CDATA[]]>")).last().isEqualTo("FAULT not-well-formed");
        assertThat(Reading.stream(HEADER + "&foo;")).last().isEqualTo("FAULT restricted-xml");
        assertThat(Reading.stream("x")).containsExactly("FAULT not-well-formed");
    }

    /** X14. */
    @Test
    void refusesASecondHeader() {
        assertThat(Reading.stream(HEADER + HEADER)).last().isEqualTo("FAULT policy-violation: stream already open");
    }

    @Test
    void allowsAnElementNamedLikeTheStream() {
        assertThat(Reading.stream(HEADER + "<stream/><iq><stream:stream></stream:stream></iq>"))
                .hasSize(3)
                .allSatisfy(found -> assertThat(found).doesNotStartWith("FAULT"));
    }

    @Test
    void staysFaultedUntilItIsRestarted() {
        byte[] bad = Reading.raw("\u0000");
        byte[] good = HEADER.getBytes(UTF_8);

        assertThat(framer.next(bad, 0, 1)).isEqualTo(Framing.FAULT);
        assertThat(framer.next(good, 0, good.length)).isEqualTo(Framing.FAULT);
        assertThat(framer.fault().condition()).isEqualTo(StreamError.Condition.UNSUPPORTED_ENCODING);
        framer.restart(LIMITS);
        assertThat(framer.next(good, 0, good.length)).isEqualTo(Framing.HEADER);
    }

    @Test
    void forgetsEverythingWhenItIsRestarted() {
        byte[] partial = (HEADER + "<iq>").getBytes(UTF_8);
        Reading.all(framer, partial);
        assertThat(framer.holds()).isTrue();

        framer.restart(LIMITS);

        assertThat(framer.holds()).isFalse();
        assertThat(Reading.all(framer, "<?xml version='1.0'?><a><stream:b/>".getBytes(UTF_8)))
                .hasSize(2)
                .last()
                .isEqualTo("FAULT not-well-formed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void takesWhiteSpaceOfTheStreamBeforeWhenItIsRestarted(int size) {
        Reading.all(framer, HEADER.getBytes(UTF_8));
        framer.restart(LIMITS);
        byte[] bytes = ("\r\n <?xml version='1.0'?>\n" + HEADER).getBytes(UTF_8);

        Framing found = Framing.MORE;
        for (int from = 0; from < bytes.length; from += size) {
            found = framer.next(bytes, from, Math.min(bytes.length, from + size));
        }

        assertThat(found).isEqualTo(Framing.HEADER);
        assertThat(Reading.stream(" <?xml version='1.0'?>" + HEADER))
                .first()
                .asString()
                .startsWith("FAULT");
    }

    @Test
    void holdsNothingBetweenElements() {
        byte[] header = HEADER.getBytes(UTF_8);
        byte[] space = " \t\r\n".repeat(1000).getBytes(UTF_8);

        framer.next(header, 0, header.length);
        assertThat(framer.next(header, header.length, header.length)).isEqualTo(Framing.MORE);
        assertThat(framer.holds()).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(framer.next(space, 0, space.length)).isEqualTo(Framing.MORE);
            assertThat(framer.holds()).isFalse();
        }
        assertThatThrownBy(framer::frame).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void countsAHalfReadDeclarationAsHeld() {
        framer.next("<?x".getBytes(UTF_8), 0, 3);

        assertThat(framer.holds()).isTrue();
    }

    @Test
    void leavesAloneWhatLiesOutsideTheRangeGiven() {
        byte[] bytes = ("???" + HEADER + "<iq/>???").getBytes(UTF_8);

        assertThat(framer.next(bytes, 3, bytes.length - 3)).isEqualTo(Framing.HEADER);
        assertThat(framer.next(bytes, framer.position(), bytes.length - 3)).isEqualTo(Framing.ELEMENT);
        assertThat(framer.next(bytes, framer.position(), bytes.length - 3)).isEqualTo(Framing.MORE);
    }

    @Test
    void sharesAWorkspaceWithOthers() {
        Workspace workspace = new Workspace();
        Framer a = Framer.stream(LIMITS, Ns.CLIENT, workspace);
        Framer b = Framer.stream(LIMITS, Ns.SERVER, workspace);
        String from = HEADER.replace(Ns.CLIENT, Ns.SERVER);

        Reading.all(a, (HEADER + "<iq id='a'><x>").getBytes(UTF_8));
        Reading.all(b, (from + "<iq id='b'><y>").getBytes(UTF_8));
        assertThat(Reading.all(a, "</x></iq><message/>".getBytes(UTF_8)))
                .containsExactly(
                        "ELEMENT IQ 23 <iq xmlns='jabber:client' id='a'><x/></iq>",
                        "ELEMENT MESSAGE 10 <message xmlns='jabber:client'/>");
        assertThat(Reading.all(b, "</y></iq>".getBytes(UTF_8)))
                .containsExactly("ELEMENT IQ 23 <iq xmlns='jabber:server' id='b'><y/></iq>");
    }

    @Test
    void givesBackWhatALargeElementNeeded() {
        Workspace workspace = new Workspace();
        Framer large = Framer.elements(new FrameLimits(200_000, 9, 9, 9), Ns.CLIENT, workspace);
        String text = "x".repeat(100_000);

        assertThat(Reading.all(large, ("<a>" + text).getBytes(UTF_8))).isEmpty();
        assertThat(Reading.all(large, "</a>".getBytes(UTF_8))).hasSize(1);

        assertThat(workspace.take().held().bytes()).hasSizeLessThanOrEqualTo(8192);
    }

    @Test
    void takesScratchMemoryOnlyWhileItNeedsIt() {
        Workspace workspace = new Workspace();
        Scan scan = workspace.take();
        workspace.give(scan);
        Framer one = Framer.elements(LIMITS, Ns.CLIENT, workspace);

        Reading.all(one, "<a/><b>".getBytes(UTF_8));
        assertThat(workspace.take()).isNotSameAs(scan);
        Reading.all(one, "</b>".getBytes(UTF_8));
        assertThat(workspace.take()).isSameAs(scan);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'?>",
                "<?xml version=\"1.1\" encoding=\"utf-8\"?>",
                "<?xml\tversion = '1.0'\r\n encoding = 'UTF-8' standalone='yes' ?>",
                "\uFEFF",
                "\uFEFF<?xml version='1.0'?>",
                "",
                " \n",
                "<?xml version='1.0'?> \n",
            })
    void readsWhatMayStandBeforeTheHeader(String prolog) {
        assertThat(Reading.stream(prolog + HEADER)).singleElement().asString().startsWith("HEADER");
        assertThat(Reading.byteByByte(framer, (prolog + HEADER).getBytes(UTF_8)))
                .singleElement()
                .asString()
                .startsWith("HEADER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml?>",
                "<?xml ?>",
                "<?xml version='2.0'?>",
                "<?xml version='1.0\"?>",
                "<?xml version=1.0?>",
                "<?xml encoding='UTF-8'?>",
                "<?xml encoding='UTF-8' version='1.0'?>",
                "<?xml version='1.0'encoding='UTF-8'?>",
                "<?xml version='1.0' encoding='-8'?>",
                "<?xml version='1.0' standalone='maybe'?>",
                "<?xml version='1.0'>",
                "<?xml version='1.0' \u0000",
                "<?xml version='1.0' \u00E4",
                "\uFEFF\uFEFF",
            })
    void refusesAMalformedProlog(String prolog) {
        assertThat(Reading.stream(prolog + HEADER)).containsExactly("FAULT not-well-formed");
    }

    /** X06. */
    @Test
    void refusesAnotherEncoding() {
        String xml = "<?xml version='1.0' encoding='ISO-8859-1'?>" + HEADER;

        assertThat(Reading.stream(xml)).containsExactly("FAULT unsupported-encoding");
        assertThat(Reading.all(framer, ("\uFEFF" + HEADER).getBytes(UTF_16BE)))
                .containsExactly("FAULT unsupported-encoding");
        framer.restart(LIMITS);
        assertThat(Reading.all(framer, ("\uFEFF" + HEADER).getBytes(UTF_16LE)))
                .containsExactly("FAULT unsupported-encoding");
        framer.restart(LIMITS);
        assertThat(Reading.all(framer, HEADER.getBytes(UTF_16BE))).containsExactly("FAULT unsupported-encoding");
        framer.restart(LIMITS);
        assertThat(Reading.all(framer, HEADER.getBytes(UTF_16LE))).containsExactly("FAULT unsupported-encoding");
    }

    @Test
    void boundsTheDeclaration() {
        assertThat(Reading.stream("<?xml version='1.0'" + " ".repeat(200)))
                .containsExactly("FAULT policy-violation: XML declaration too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<?y", "<?xml-", "<?xmll", " <?", "<?xml version='1.0'?><?"})
    void refusesInstructionsAsSoonAsTheyShow(String start) {
        assertThat(Reading.stream(start)).containsExactly("FAULT restricted-xml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "S",
                "\u0016",
                "\u007F",
                "\u00FF\u00FF",
                "\u00FE\u00FE",
                "\u00EF\u00BB<",
                "<1",
                "<<",
                "< ",
                "<>",
                "</a"
            })
    void refusesGarbageAtTheFirstImpossibleByte(String garbage) {
        assertThat(Reading.all(framer, Reading.raw(garbage))).containsExactly("FAULT not-well-formed");
    }

    @Test
    void takesNewLimitsFromTheNextElementOn() {
        Reading.all(framer, (HEADER + "<a>").getBytes(UTF_8));
        framer.limits(new FrameLimits(4, 16, 32, 16));

        assertThat(Reading.all(framer, "</a><b/><cc/>".getBytes(UTF_8)))
                .containsExactly(
                        "ELEMENT OTHER 7 <a xmlns='jabber:client'/>",
                        "ELEMENT OTHER 4 <b xmlns='jabber:client'/>",
                        "FAULT policy-violation: element too big");
    }

    @Test
    void readsElementsThatStandAlone() {
        assertThat(Reading.elements(" <?")).containsExactly("FAULT restricted-xml");
        assertThat(Reading.elements("<?xml version='1.0'?><iq/> <message xmlns='jabber:client'/>"))
                .containsExactly("ELEMENT OTHER 5 <iq/>", "ELEMENT MESSAGE 32 <message xmlns='jabber:client'/>");
        assertThat(Reading.elements("</iq>")).containsExactly("FAULT not-well-formed");
    }

    private static final String WRAPPER = "http://jabber.org/protocol/httpbind";

    private static List<String> wrapped(String text) {
        return Reading.all(Framer.wrapped(LIMITS, Ns.CLIENT, WRAPPER, new Workspace()), text.getBytes(UTF_8));
    }

    @Test
    void readsWhatAnotherElementWraps() {
        assertThat(wrapped("<body rid='1' xmlns='" + WRAPPER + "'><iq/><message xmlns='jabber:client'><body/></message>"
                        + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></body> "))
                .hasSize(5)
                .satisfies(
                        found -> assertThat(found.getFirst()).contains("body").contains(WRAPPER))
                .endsWith(
                        "ELEMENT IQ 5 <iq xmlns='jabber:client'/>",
                        "ELEMENT MESSAGE 48 <message xmlns='jabber:client'><body/></message>",
                        "ELEMENT OTHER 48 <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
                        "END");
    }

    @Test
    void takesAnotherWrapperForWhatItIs() {
        assertThat(wrapped("<body xmlns='urn:other'><iq/></body>")).contains("ELEMENT OTHER 5 <iq xmlns='urn:other'/>");
        assertThat(wrapped("<b:body xmlns:b='" + WRAPPER + "'><iq/></b:body>")).contains("ELEMENT OTHER 5 <iq/>");
    }
}
