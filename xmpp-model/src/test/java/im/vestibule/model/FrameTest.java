package im.vestibule.model;

import static im.vestibule.model.Reading.LIMITS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static final String STREAM = "<stream:stream xmlns='jabber:client' xmlns:stream='" + Ns.STREAMS + "'"
            + " xmlns:p=\"urn:o'p\" xmlns:q = 'urn:q'>";

    @ParameterizedTest
    @CsvSource({
        "<message/>, MESSAGE",
        "<presence/>, PRESENCE",
        "<iq/>, IQ",
        "<IQ/>, OTHER",
        "<messagf/>, OTHER",
        "<messages/>, OTHER",
        "<iq xmlns='jabber:client'/>, IQ",
        "<iq xmlns='jabber&#58;client'/>, IQ",
        "<iq xmlns='jabber:server'/>, OTHER",
        "<iq xmlns=''/>, OTHER",
        "<c:iq xmlns:c='jabber:client'/>, IQ",
        "<c:iq xmlns:c='jabber:server'/>, OTHER",
        "<p:iq/>, OTHER",
        "<auth/>, OTHER",
    })
    void knowsStanzasByTheirExpandedName(String element, StanzaKind kind) {
        assertThat(inStream(element).kind()).isEqualTo(kind);
    }

    @Test
    void knowsNoStanzaOutsideTheContentNamespace() {
        Frame frame = after("<s xmlns='jabber:server'>", "<iq/>");

        assertThat(frame.kind()).isEqualTo(StanzaKind.OTHER);
        assertThat(frame.relayable()).isFalse();
    }

    @Test
    void namesTheElement() {
        assertThat(inStream("<a/>").name()).isEqualTo("a");
        assertThat(inStream("<a/>").namespace()).isEqualTo("jabber:client");
        assertThat(inStream("<a xmlns='urn:&#97;'/>").namespace()).isEqualTo("urn:a");
        assertThat(inStream("<p:\u00E4/>").name()).isEqualTo("\u00E4");
        assertThat(inStream("<p:\u00E4/>").namespace()).isEqualTo("urn:o'p");
        assertThat(inStream("<r:a xmlns:r='urn:r'><r:b xmlns:r='urn:s'/></r:a>").namespace())
                .isEqualTo("urn:r");
    }

    @Test
    void givesTheAttributesThatRoutingLooksAt() {
        Frame frame = inStream(
                "<iq p:id='x' type = \"get\" xml:lang='\u00E4' ty='' from='a&amp;b' to='\n' id=''><a to='b'/></iq>");

        assertThat(frame.value(Frame.Field.TO)).isEqualTo(" ");
        assertThat(frame.value(Frame.Field.FROM)).isEqualTo("a&b");
        assertThat(frame.value(Frame.Field.ID)).isEmpty();
        assertThat(frame.value(Frame.Field.TYPE)).isEqualTo("get");
        assertThat(frame.value(Frame.Field.LANG)).isEqualTo("\u00E4");
        assertThat(raw(frame, Frame.Field.FROM)).isEqualTo("a&amp;b");
        assertThat(raw(frame, Frame.Field.ID)).isEmpty();
    }

    @Test
    void tellsAbsentFromEmpty() {
        Frame frame = inStream("<iq p:to='a' lang='b'><a to='b'/></iq>");

        for (Frame.Field field : Frame.Field.values()) {
            assertThat(frame.value(field)).isNull();
            assertThat(frame.start(field)).isNegative();
            assertThat(frame.length(field)).isZero();
        }
    }

    @Test
    void sharesTheUsualValues() {
        assertThat(inStream("<iq type='result'/>").value(Frame.Field.TYPE)).isSameAs("result");
        assertThat(inStream("<message type='chat'/>").value(Frame.Field.TYPE)).isSameAs("chat");
    }

    @Test
    void countsItsBytes() {
        assertThat(inStream("  <iq id='\u00E4'/> ").size()).isEqualTo(13);
    }

    private static Stream<Arguments> buildsTheTree() {
        return Stream.of(
                arguments("<iq/>", "<iq xmlns='jabber:client'/>"),
                arguments("<iq xmlns=''/>", "<iq/>"),
                arguments("<iq a='1\t\r\n2\r3&#9;&#13;4'/>", "<iq xmlns='jabber:client' a='1  2 3&#9;&#13;4'/>"),
                arguments("<a>1\r\n2\r3&#13;</a>", "<a xmlns='jabber:client'>1\n2\n3&#13;</a>"),
                arguments(
                        "<a>1<![CDATA[<2>\r\n&amp;]]>3&amp;<![CDATA[]]></a>",
                        "<a xmlns='jabber:client'>1&lt;2&gt;\n&amp;amp;3&amp;</a>"),
                arguments(
                        "<a>&lt;&gt;&amp;&apos;&quot;&#x20AC;</a>",
                        "<a xmlns='jabber:client'>&lt;&gt;&amp;'\"\u20AC</a>"),
                arguments("<a>1<b/>2<c/></a>", "<a xmlns='jabber:client'>1<b/>2<c/></a>"),
                arguments("<a xmlns='x'><b xmlns='y'/><c/></a>", "<a xmlns='x'><b xmlns='y'/><c/></a>"),
                arguments(
                        "<stream:a><b/></stream:a>",
                        "<stream:a xmlns:stream='http://etherx.jabber.org/streams'><b xmlns='jabber:client'/></stream:a>"),
                arguments(
                        "<a q:b='c' q:xmlns='d'/>",
                        "<a xmlns='jabber:client' xmlns:ns0='urn:q' ns0:b='c' xmlns:ns1='urn:q' ns1:xmlns='d'/>"),
                arguments(
                        "<a><b xmlns:q='z'><q:c/></b><q:c/></a>",
                        "<a xmlns='jabber:client'><b><c xmlns='z'/></b><c xmlns='urn:q'/></a>"));
    }

    @ParameterizedTest
    @MethodSource
    void buildsTheTree(String element, String tree) {
        assertThat(inStream(element).tree().toString()).isEqualTo(tree);
    }

    @Test
    void joinsTextIntoOne() {
        assertThat(inStream("<a>1&amp;<![CDATA[2]]>3<b/><![CDATA[]]></a>")
                        .tree()
                        .children())
                .containsExactly(new XmlText("1&23"), XmlElement.of("b", Ns.CLIENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq/>",
                "<iq to='a'/>",
                "<message xmlns='jabber:client'/>",
                "<presence xmlns = \"jabber&#58;client\" />"
            })
    void relaysStanzas(String element) {
        assertThat(inStream(element).relayable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a/>", "<c:iq xmlns:c='jabber:client'/>", "<iq xmlns='x'/>", "<stream:iq/>"})
    void leavesOthersToTheTree(String element) {
        assertThat(inStream(element).relayable()).isFalse();
    }

    private static Stream<Arguments> relaysBehindANewFirstTag() {
        return Stream.of(
                arguments("<iq/>", "<iq F T/>"),
                arguments("<iq ></iq >", "<iq F T ></iq >"),
                arguments("<iq id='1' to='a'/>", "<iq F id='1' to='a'/>"),
                arguments("<iq from='a' id='1'/>", "<iq F T id='1'/>"),
                arguments("<iq id='1' from='a'>x</iq>", "<iq F T id='1'>x</iq>"),
                arguments("<iq\n\tfrom = \"a\"\r\n to='b'/>", "<iq F\r\n to='b'/>"),
                arguments("<iq xmlns='jabber:client'/>", "<iq F T/>"),
                arguments("<iq a='' xmlns='jabber:client' from='' b=''/>", "<iq F T a='' b=''/>"),
                arguments("<iq from='' xmlns='jabber:client' b=''/>", "<iq F T b=''/>"),
                arguments("<iq a='' from='' b='' xmlns='jabber:client' c=''/>", "<iq F T a='' b='' c=''/>"),
                arguments(
                        "<iq><b xmlns='jabber:client' from='x'/></iq>",
                        "<iq F T><b xmlns='jabber:client' from='x'/></iq>"),
                arguments("<iq><q:a/></iq>", "<iq F T xmlns:q='urn:q'><q:a/></iq>"),
                arguments(
                        "<iq p:a='' id=''><q:a/><q:b/></iq>",
                        "<iq F T xmlns:p=\"urn:o'p\" xmlns:q='urn:q' p:a='' id=''><q:a/><q:b/></iq>"),
                arguments("<iq xmlns:q='x'><q:a/></iq>", "<iq F T xmlns:q='x'><q:a/></iq>"),
                arguments("<iq><a xmlns:q='x'><q:a/></a></iq>", "<iq F T><a xmlns:q='x'><q:a/></a></iq>"),
                arguments("<iq>&amp;<![CDATA[x]]>\u00E4</iq>", "<iq F T>&amp;<![CDATA[x]]>\u00E4</iq>"));
    }

    @ParameterizedTest
    @MethodSource
    void relaysBehindANewFirstTag(String element, String relayed) {
        String sent = relayed.replace(" F", " from='f'").replace(" T", " to='t'");

        assertThat(relay(inStream(element), " to='t'", "")).isEqualTo(sent);
    }

    @Test
    void declaresTheNamespaceWhereTheTransportWantsIt() {
        assertThat(relay(inStream("<iq xmlns='jabber:client' id='1'/>"), "", " xmlns='jabber:client'"))
                .isEqualTo("<iq xmlns='jabber:client' from='f' id='1'/>");
    }

    @Test
    void relaysWithTheFromThatItHas() {
        String stanza = "<message to='t' from='x' id='1' xmlns='jabber:client'><body/></message>";

        assertThat(relay(inStream(stanza), "", "", "")).isEqualTo("<message to='t' from='x' id='1'><body/></message>");
        assertThat(relay(inStream("<iq id='1'/>"), "", " to='t'", "")).isEqualTo("<iq to='t' id='1'/>");
    }

    @Test
    void isAClientsStanzaWhateverStreamItCameBy() {
        Framer framer = Framer.stream(LIMITS, Ns.COMPONENT);
        byte[] header = ("<s:stream xmlns='jabber:component:accept' xmlns:s='" + Ns.STREAMS + "'>").getBytes(UTF_8);
        byte[] bytes = "<message><body>x</body><a xmlns='urn:a'><b xmlns='jabber:component:accept'/></a></message>"
                .getBytes(UTF_8);
        assertThat(framer.next(header, 0, header.length)).isEqualTo(Framing.HEADER);
        assertThat(framer.next(bytes, 0, bytes.length)).isEqualTo(Framing.ELEMENT);

        // What is behind another namespace is somebody else's business.
        assertThat(framer.frame().stanza())
                .hasToString("<message xmlns='jabber:client'><body>x</body>"
                        + "<a xmlns='urn:a'><b xmlns='jabber:component:accept'/></a></message>");
        assertThat(inStream("<message><body/></message>").stanza())
                .hasToString("<message xmlns='jabber:client'><body/></message>");
    }

    @Test
    void relaysTheSameTree() {
        Frame frame =
                inStream("<message to='a' p:x='&lt;'><body>x</body><q:y><z xmlns='u'><stream:s/></z></q:y></message>");
        XmlElement sent = frame.tree().with("from", "f");

        XmlElement relayed =
                XmlElement.parse(relay(frame, "", " xmlns='jabber:client'")).orElseThrow();

        assertThat(relayed.children()).isEqualTo(sent.children());
        assertThat(relayed.attributes()).containsExactlyInAnyOrderElementsOf(sent.attributes());
        assertThat(relayed.is("message", Ns.CLIENT)).isTrue();
    }

    private static Frame inStream(String element) {
        return after(STREAM, element);
    }

    private static Frame after(String header, String element) {
        Framer framer = Framer.stream(LIMITS, Ns.CLIENT);
        byte[] opening = header.getBytes(UTF_8);
        byte[] bytes = element.getBytes(UTF_8);
        assertThat(framer.next(opening, 0, opening.length)).isEqualTo(Framing.HEADER);
        assertThat(framer.next(bytes, 0, bytes.length)).isEqualTo(Framing.ELEMENT);
        return framer.frame();
    }

    private static String relay(Frame frame, String to, String xmlns) {
        return relay(frame, " from='f'", to, xmlns);
    }

    private static String relay(Frame frame, String from, String to, String xmlns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frame.relay(out::write, from.getBytes(UTF_8), to.getBytes(UTF_8), xmlns.getBytes(UTF_8));
        return out.toString(UTF_8);
    }

    private static String raw(Frame frame, Frame.Field field) {
        return new String(frame.array(), frame.start(field), frame.length(field), UTF_8);
    }
}
