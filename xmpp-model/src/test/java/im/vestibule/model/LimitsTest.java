package im.vestibule.model;

import static im.vestibule.model.Reading.HEADER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit, at the bound and one past it. */
class LimitsTest {
    private static final String TOO_BIG = "FAULT policy-violation: element too big";

    @Test
    void countsTheBytesOfAnElement() {
        String element = "<a>" + "x".repeat(93) + "</a>";

        assertThat(read(new FrameLimits(100, 9, 9, 9), element))
                .singleElement()
                .asString()
                .startsWith("ELEMENT");
        assertThat(read(new FrameLimits(99, 9, 9, 9), element)).containsExactly(TOO_BIG);
        assertThat(bytewise(new FrameLimits(100, 9, 9, 9), element)).hasSize(1).noneMatch(TOO_BIG::equals);
        assertThat(bytewise(new FrameLimits(99, 9, 9, 9), element)).containsExactly(TOO_BIG);
    }

    @Test
    void doesNotCountWhiteSpaceBetweenElements() {
        assertThat(read(new FrameLimits(4, 9, 9, 9), " ".repeat(1000) + "<a/>" + "\n".repeat(1000) + "<a/>"))
                .hasSize(2)
                .allMatch(found -> found.startsWith("ELEMENT"));
    }

    /** X07 and X08: cut off by the very byte that is too much. */
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "<,a",
                "<a,' '",
                "'<a ',b",
                "<a b,' '",
                "<a b=,' '",
                "<a b=\",c",
                "<a>,b",
                "<a></a,' '",
                "<a><![CDATA[,b"
            })
    void cutsOffWhatNeverEnds(String start, char more) {
        Framer framer = Framer.elements(new FrameLimits(8192, 9, 9, 9), Ns.CLIENT);
        byte[] most = (start + String.valueOf(more).repeat(8192 - start.length())).getBytes(UTF_8);

        assertThat(Reading.all(framer, most)).isEmpty();
        assertThat(framer.holds()).isTrue();
        assertThat(Reading.all(framer, new byte[] {(byte) more})).containsExactly(TOO_BIG);
        assertThat(framer.holds()).isFalse();
    }

    @Test
    void countsTheBytesOfAHeader() {
        Framer framer = Framer.stream(new FrameLimits(HEADER.length(), 9, 9, 9), Ns.CLIENT);
        assertThat(Reading.all(framer, HEADER.getBytes(UTF_8)))
                .singleElement()
                .asString()
                .startsWith("HEADER");

        framer.restart(new FrameLimits(HEADER.length() - 1, 9, 9, 9));
        assertThat(Reading.all(framer, HEADER.getBytes(UTF_8))).containsExactly(TOO_BIG);
    }

    /** X09. */
    @Test
    void countsDepth() {
        FrameLimits limits = new FrameLimits(1_000_000, 3, 1_000_000, 9);

        assertThat(read(limits, "<a><b><c>x</c></b><b/></a>"))
                .singleElement()
                .asString()
                .startsWith("ELEMENT");
        assertThat(read(limits, "<a><b><c><d")).containsExactly("FAULT policy-violation: element too deep");
        assertThat(read(limits, "<x>".repeat(100_000))).containsExactly("FAULT policy-violation: element too deep");
    }

    @Test
    void goesNoDeeperThanRecursionBears() {
        FrameLimits limits = new FrameLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        String deepest = "<x>".repeat(256) + "</x>".repeat(256);

        assertThat(read(limits, deepest)).singleElement().asString().startsWith("ELEMENT");
        assertThat(read(limits, "<x>".repeat(257))).containsExactly("FAULT policy-violation: element too deep");
    }

    /** X10. */
    @Test
    void countsElements() {
        FrameLimits limits = new FrameLimits(1_000_000, 9, 32, 9);

        assertThat(read(limits, "<a>" + "<b/>".repeat(32) + "</a>"))
                .singleElement()
                .asString()
                .startsWith("ELEMENT");
        assertThat(read(limits, "<a>" + "<b/>".repeat(32) + "<b"))
                .containsExactly("FAULT policy-violation: too many elements");
        assertThat(read(limits, "<a>" + "<b/>".repeat(32) + "</a><a>" + "<b/>".repeat(32) + "</a>"))
                .hasSize(2)
                .allMatch(found -> found.startsWith("ELEMENT"));
    }

    @Test
    void countsAttributes() {
        FrameLimits limits = new FrameLimits(1_000_000, 9, 9, 3);
        String three = " a='' b:c='' xmlns:b='d'";

        assertThat(read(limits, "<a" + three + "><a" + three + "/></a>"))
                .singleElement()
                .asString()
                .startsWith("ELEMENT");
        assertThat(read(limits, "<a" + three + " e")).containsExactly("FAULT policy-violation: too many attributes");
        assertThat(read(limits, "<a><a" + three + " e")).containsExactly("FAULT policy-violation: too many attributes");
    }

    @Test
    void boundsThePrefixesInScope() {
        FrameLimits limits = new FrameLimits(1_000_000, 9, 9, 200);
        String most = declarations(0, 200) + "><b" + declarations(200, 56);

        assertThat(read(limits, "<a" + most + "/></a>"))
                .singleElement()
                .asString()
                .startsWith("ELEMENT");
        assertThat(read(limits, "<a" + most + "><c xmlns:d='e'>"))
                .containsExactly("FAULT policy-violation: too many namespace prefixes");
    }

    @Test
    void boundsThePrefixesOfAHeader() {
        FrameLimits limits = new FrameLimits(1_000_000, 9, 9, 200);
        byte[] most = ("<a" + declarations(0, 64) + "><p63:b/>").getBytes(UTF_8);
        byte[] more = ("<a" + declarations(0, 65) + ">").getBytes(UTF_8);

        assertThat(Reading.all(Framer.stream(limits, Ns.CLIENT), most))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("ELEMENT");
        assertThat(Reading.all(Framer.stream(limits, Ns.CLIENT), more))
                .containsExactly("FAULT policy-violation: too many namespace prefixes");
    }

    /** Would take minutes if a byte were looked at again whenever another comes. */
    @Test
    void looksAtEachByteOnce() {
        FrameLimits limits = new FrameLimits(2_000_000, 9, 9, 9);
        int length = 300_000;
        String long_ = "n".repeat(length);

        for (String element : List.of(
                "<" + long_ + "></" + long_ + ">",
                "<a " + long_ + "='" + long_ + "'/>",
                "<a>" + long_ + "</a>",
                "<a" + " ".repeat(length) + "/>",
                "<a></a" + " ".repeat(length) + ">",
                "<a><![CDATA[" + long_ + "]]></a>",
                "<a b" + " ".repeat(length) + "=" + " ".repeat(length) + "''/>")) {
            assertThat(bytewise(limits, element)).singleElement().asString().startsWith("ELEMENT");
        }
    }

    private static String declarations(int first, int count) {
        StringBuilder all = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            all.append(" xmlns:p").append(i).append("='n").append(i).append('\'');
        }
        return all.toString();
    }

    private static List<String> read(FrameLimits limits, String text) {
        return Reading.all(Framer.elements(limits, Ns.CLIENT), text.getBytes(UTF_8));
    }

    private static List<String> bytewise(FrameLimits limits, String text) {
        return Reading.byteByByte(Framer.elements(limits, Ns.CLIENT), text.getBytes(UTF_8));
    }
}
