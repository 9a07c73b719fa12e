package im.vestibule.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class XmlWriterTest {
    private static final XmlElement MESSAGE = XmlElement.builder("message", Ns.CLIENT)
            .attribute("to", "juliet@door.test")
            .attribute(Ns.XML, "lang", "en")
            .child(XmlElement.of("body", Ns.CLIENT, "1 < 2 & 3 > 2, 'so' \"what\""))
            .child(XmlElement.builder("x", "urn:example:x")
                    .child(XmlElement.of("y", "urn:example:x"))
                    .child(XmlElement.of("z", ""))
                    .build())
            .build();

    @Test
    void declaresNothingThatIsInForce() {
        assertThat(written(XmlWriter.stream(Ns.CLIENT), MESSAGE))
                .isEqualTo("<message to='juliet@door.test' xml:lang='en'>"
                        + "<body>1 &lt; 2 &amp; 3 &gt; 2, 'so' \"what\"</body>"
                        + "<x xmlns='urn:example:x'><y/><z xmlns=''/></x></message>");
    }

    @Test
    void declaresEverythingWhereNothingIsInForce() {
        assertThat(MESSAGE.toString())
                .startsWith("<message xmlns='jabber:client' to='juliet@door.test' xml:lang='en'><body>1");
        assertThat(XmlElement.of("a", "").toString()).isEqualTo("<a/>");
    }

    @Test
    void writesStreamElementsWithTheirPrefix() {
        XmlElement features = XmlElement.builder("features", Ns.STREAMS)
                .child(XmlElement.of("bind", Ns.BIND))
                .build();

        assertThat(written(XmlWriter.stream(Ns.CLIENT), features))
                .isEqualTo("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
        assertThat(features.toString())
                .isEqualTo("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                        + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
    }

    @Test
    void usesThePrefixesInForce() {
        XmlElement result = XmlElement.builder("result", "jabber:server:dialback")
                .attribute("urn:example:a", "b", "c")
                .text("key")
                .build();

        assertThat(written(XmlWriter.stream(Ns.SERVER).binding("db", "jabber:server:dialback"), result))
                .isEqualTo("<db:result xmlns:ns0='urn:example:a' ns0:b='c'>key</db:result>");
    }

    @Test
    void givesEachForeignAttributeAPrefix() {
        XmlElement element = XmlElement.builder("a", "")
                .attribute("urn:example:1", "b", "1")
                .attribute("urn:example:2", "b", "2")
                .attribute(Ns.STREAMS, "b", "3")
                .build();

        assertThat(element.toString())
                .isEqualTo("<a xmlns:ns0='urn:example:1' ns0:b='1' xmlns:ns1='urn:example:2' ns1:b='2'"
                        + " xmlns:ns2='http://etherx.jabber.org/streams' ns2:b='3'/>");
        assertThat(XmlElement.parse(element.toString())).contains(element);
    }

    @Test
    void escapesWhatAReaderWouldChange() {
        XmlElement element = XmlElement.builder("a", "")
                .attribute("b", "<\t\n\r'\">&")
                .text("]]>\t\n\r")
                .build();

        assertThat(element.toString()).isEqualTo("<a b='&lt;&#9;&#10;&#13;&apos;&quot;&gt;&amp;'>]]&gt;\t\n&#13;</a>");
        assertThat(XmlElement.parse(element.toString())).contains(element);
    }

    @Test
    void replacesWhatXmlHasNoPlaceFor() {
        XmlElement element = XmlElement.builder("a", "")
                .attribute("b", "\u0000\uD800")
                .text("\u0001\uDC00x\uFFFE")
                .build();

        assertThat(element.toString()).isEqualTo("<a b='\uFFFD\uFFFD'>\uFFFD\uFFFDx\uFFFD</a>");
    }

    @Test
    void encodesEveryLengthOfCharacter() {
        String text = "x\u00E4\u20AC\uD83D\uDE00\uDBFF\uDFFD";

        assertThat(XmlElement.of("a", "", text).toString()).isEqualTo("<a>" + text + "</a>");
    }

    @Test
    void writesLongTextPieceByPiece() {
        String text = "0123456\u20AC<".repeat(1000);
        XmlElement element = XmlElement.of("a", "", text);

        assertThat(XmlElement.parse(XmlWriter.standalone().bytes(element))).contains(element);
    }

    @Test
    void doesNotWriteWhatIsNotAName() {
        for (String name : new String[] {"", "a b", "a>", "a='", "a:b", "1", "\u00D7", "\u00B7"}) {
            XmlElement element = XmlElement.of(name, "");
            assertThatThrownBy(element::toString).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void doesNotTakeADeclarationForAnAttribute() {
        XmlElement element = XmlElement.of("a", "").with("xmlns", "b");

        assertThatThrownBy(element::toString).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesOneAttribute() {
        assertThat(new String(XmlWriter.attribute("xml:lang", "en"), UTF_8)).isEqualTo(" xml:lang='en'");
        assertThat(new String(XmlWriter.attribute("from", "o'hara@door.test/\u00E4"), UTF_8))
                .isEqualTo(" from='o&apos;hara@door.test/\u00E4'");
    }

    private static String written(XmlWriter writer, XmlElement element) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(element, out::write);
        return out.toString(UTF_8);
    }
}
