package im.vestibule.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random documents, read by the framer and by Aalto. */
class DifferentialTest {
    private static final String[] NAMES = {"a", "message", "b-c", "x1", "\u00E9t\u00E9", "_", "to", "type"};
    private static final String[] NAMESPACES = {"", "jabber:client", "urn:x", "a&b'\"<", "\u00FC"};
    // What damages best.
    private static final String[] SHARP = {
        "<",
        ">",
        "/",
        "&",
        ";",
        "'",
        "\"",
        "=",
        " ",
        "\t",
        "\r",
        "]",
        "]]>",
        "<![CDATA[",
        "</",
        "/>",
        "<a>",
        "</a>",
        "&#",
        "&lt;",
        "x",
        ":",
        "xmlns:",
        "xmlns=''",
        "xml:",
        "<!--",
        "<?",
        "<!",
        "\u0000",
        "\u0001",
        "\u0080",
        "\u00C0",
        "\u00ED",
        "\u00FF",
        "\u00BF\u00BF",
        "\u00E2\u0082\u00AC",
        "-",
        "1",
        "\u00EF\u00BB\u00BF"
    };

    @Property
    void readsWhatIsWellFormed(@ForAll("elements") XmlElement element, @ForAll long seed) {
        String document = Scribe.write(element, new Random(seed));

        assertThat(XmlElement.parse(document)).as(document).contains(element);
        assertThat(Oracle.parse(document.getBytes(UTF_8))).as(document).contains(element);
    }

    @Property
    void readsWhatItWrites(@ForAll("elements") XmlElement element) {
        assertThat(XmlElement.parse(element.toString())).contains(element);
        assertThat(Oracle.parse(XmlWriter.standalone().bytes(element))).contains(element);
        String inStream =
                Reading.HEADER + new String(XmlWriter.stream(Ns.CLIENT).bytes(element), UTF_8);
        Framer framer = Framer.stream(new FrameLimits(1_000_000, 99, 999, 99), Ns.CLIENT);
        byte[] bytes = inStream.getBytes(UTF_8);
        assertThat(framer.next(bytes, 0, bytes.length)).isEqualTo(Framing.HEADER);
        assertThat(framer.next(bytes, framer.position(), bytes.length)).isEqualTo(Framing.ELEMENT);
        assertThat(framer.frame().tree()).isEqualTo(element);
    }

    @Property(tries = 3000)
    void agreesOnDamagedDocuments(@ForAll("elements") XmlElement element, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] document = damage(Scribe.write(element, random), random);

        Agreement.check(document);
    }

    @Property
    void findsTheSameWhereverItIsCut(@ForAll("elements") XmlElement element, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = (Reading.HEADER + Scribe.write(element, random) + " <iq/></stream:stream>").getBytes(UTF_8);
        byte[] document = random.nextBoolean() ? text : damage(new String(text, UTF_8), random);
        int[] cuts =
                random.ints(random.nextInt(20), 0, document.length + 1).sorted().toArray();

        List<String> whole = Reading.all(Framer.stream(Reading.LIMITS, Ns.CLIENT), document);

        assertThat(Reading.all(Framer.stream(Reading.LIMITS, Ns.CLIENT), document, cuts))
                .as(() -> new String(document, UTF_8) + Arrays.toString(cuts))
                .isEqualTo(whole);
        assertThat(Reading.byteByByte(Framer.stream(Reading.LIMITS, Ns.CLIENT), document))
                .isEqualTo(whole);
    }

    private static byte[] damage(String document, Random random) {
        byte[] bytes = document.getBytes(UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(4));
            byte[] sharp = Reading.raw(SHARP[random.nextInt(SHARP.length)]);
            byte[] damaged = Arrays.copyOf(bytes, bytes.length - (to - from) + sharp.length);
            System.arraycopy(sharp, 0, damaged, from, sharp.length);
            System.arraycopy(bytes, to, damaged, from + sharp.length, bytes.length - to);
            bytes = damaged;
        }
        return bytes;
    }

    @Provide
    Arbitrary<XmlElement> elements() {
        return elements(3);
    }

    private Arbitrary<XmlElement> elements(int depth) {
        Arbitrary<List<XmlNode>> children = depth == 0
                ? texts().list().ofMaxSize(1)
                : Arbitraries.oneOf(texts(), elements(depth - 1).map(e -> (XmlNode) e))
                        .list()
                        .ofMaxSize(4);
        return Combinators.combine(
                        Arbitraries.of(NAMES),
                        Arbitraries.of(NAMESPACES),
                        attributes().list().ofMaxSize(3),
                        children)
                .as((name, namespace, attributes, nodes) -> {
                    XmlElement.Builder element = XmlElement.builder(name, namespace);
                    attributes.forEach(a -> element.attribute(a.namespace(), a.name(), a.value()));
                    XmlNode previous = element.build();
                    for (XmlNode node : nodes) {
                        // Two texts in a row would be read as one.
                        if (!(node instanceof XmlText && previous instanceof XmlText)) {
                            element.child(node);
                        }
                        previous = node;
                    }
                    return element.build();
                });
    }

    private Arbitrary<XmlAttribute> attributes() {
        Arbitrary<String> namespaces = Arbitraries.oneOf(Arbitraries.of(NAMESPACES), Arbitraries.just(Ns.XML));
        return Combinators.combine(namespaces, Arbitraries.of(NAMES), characters(0))
                .as(XmlAttribute::new);
    }

    private Arbitrary<XmlNode> texts() {
        return characters(1).map(XmlText::new);
    }

    private Arbitrary<String> characters(int least) {
        return Arbitraries.integers()
                .between(0, 0x10FFFF)
                .edgeCases(edges -> edges.add(0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF))
                .filter(Utf8::isChar)
                .map(Character::toString)
                .list()
                .ofMaxSize(2)
                .flatMap(wide -> Arbitraries.strings()
                        .withChars("abc]>&<'\"\t\n\r =/;")
                        .ofMinLength(least)
                        .ofMaxLength(20)
                        .map(plain -> plain + String.join("", wide)));
    }
}
