package im.vestibule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JidTest {
    /** RFC 7622 §3.5, table 1. */
    @ParameterizedTest
    @CsvSource({
        "juliet@example.com, juliet, example.com, ''",
        "juliet@example.com/foo, juliet, example.com, foo",
        "juliet@example.com/foo bar, juliet, example.com, foo bar",
        "juliet@example.com/foo@bar, juliet, example.com, foo@bar",
        "foo\\20bar@example.com, foo\\20bar, example.com, ''",
        "fussball@example.com, fussball, example.com, ''",
        "fu\u00DFball@example.com, fu\u00DFball, example.com, ''",
        "\u03C0@example.com, \u03C0, example.com, ''",
        "\u03A3@example.com/foo, \u03C3, example.com, foo",
        "\u03C3@example.com/foo, \u03C3, example.com, foo",
        "\u03C2@example.com/foo, \u03C2, example.com, foo",
        "king@example.com/\u265A, king, example.com, \u265A",
        "example.com, '', example.com, ''",
        "example.com/foobar, '', example.com, foobar",
        "a.example.com/b@example.net, '', a.example.com, b@example.net",
    })
    void readsTheExamplesOfTheSpecification(String text, String local, String domain, String resource) {
        Jid jid = Jid.of(text);

        assertThat(jid.local()).isEqualTo(local);
        assertThat(jid.domain()).isEqualTo(domain);
        assertThat(jid.resource()).isEqualTo(resource);
        assertThat(Jid.of(jid.toString())).isEqualTo(jid).hasToString(jid.toString());
    }

    /** RFC 7622 §3.5, table 2, without its number 18, which erratum 4560 takes out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"juliet\"@example.com",
                "foo bar@example.com",
                "@example.com/",
                "henry\u2163@example.com",
                "\u265A@example.com",
                "juliet@",
                "/foobar",
            })
    void refusesTheCounterexamplesOfTheSpecification(String text) {
        assertThat(Jid.parse(text)).isEmpty();
    }

    @Test
    void allowsALeadingSpaceInTheResource() {
        assertThat(Jid.of("juliet@example.com/ foo").resource()).isEqualTo(" foo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "@", "/", "@/", "a@/b", "@a", "a/", "a@b/", "a@b@c", "a@b c", "a..b", ".a", "a@.", "a@-b"})
    void refusesWhatLacksAPart(String text) {
        assertThat(Jid.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "&", "'", ":", "<", ">", " ", "\u0000", "\u007F", "\u00AD", "\uFF20", "\uFF1A", "\uD800"})
    void refusesInTheLocalpart(String character) {
        assertThat(Jid.of("a" + character + "b", "door.test", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\t", "\u007F", "\u200B", "\uD800", "\uFFFF"})
    void refusesInTheResource(String character) {
        assertThat(Jid.of("a", "door.test", "x" + character)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DOOR.Test, door.test",
        "door.test., door.test",
        "b\u00DCcher.example, b\u00FCcher.example",
        "xn--bcher-kva.example, b\u00FCcher.example",
        "XN--BCHER-KVA.EXAMPLE, b\u00FCcher.example",
        "b\u00FCcher\u3002example, b\u00FCcher.example",
        "127.0.0.1, 127.0.0.1",
        "[2001:DB8::1], [2001:db8::1]",
        "my_host, my_host",
        "localhost, localhost",
    })
    void preparesTheDomain(String domain, String prepared) {
        assertThat(Jid.of("", domain, "").orElseThrow().domain()).isEqualTo(prepared);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[::1",
                "[]",
                "[1.2.3.4]",
                "[::g]",
                "[fe80::1%eth0]",
                "a..",
                "-a.b",
                "a-.b",
                "a,b",
                "xn--",
                "xn--99999999",
                "b\u00FCcher..example",
                "b\u00FCcher.example..",
                "a\u0000",
            })
    void refusesTheDomain(String domain) {
        assertThat(Jid.of("", domain, "")).isEmpty();
    }

    @Test
    void allowsLabelsOfUpTo63Bytes() {
        assertThat(Jid.parse("a".repeat(63) + ".test")).isPresent();
        assertThat(Jid.parse("a".repeat(64) + ".test")).isEmpty();
    }

    @Test
    void countsTheBytesOfEachPart() {
        String most = "\u00E4".repeat(511) + "x";

        assertThat(Jid.of(most, "door.test", most)).isPresent();
        assertThat(Jid.of(most + "y", "door.test", "")).isEmpty();
        assertThat(Jid.of("", "door.test", most + "y")).isEmpty();
        assertThat(Jid.of("x".repeat(1023), "door.test", "x".repeat(1023))).isPresent();
        assertThat(Jid.of("x".repeat(1024), "door.test", "")).isEmpty();
        assertThat(Jid.of("", "door.test", "x".repeat(1024))).isEmpty();
        assertThat(Jid.parse("x".repeat(100_000))).isEmpty();
    }

    @Test
    void boundsWhatIsDearToPrepare() {
        assertThat(Jid.of("\u03A3".repeat(16), "door.test", "")).isPresent();
        assertThat(Jid.of("\u03A3".repeat(17), "door.test", "")).isEmpty();
        assertThat(Jid.of("", "\u00FC.".repeat(126) + "a", "")).isPresent();
        assertThat(Jid.of("", "\u00FC.".repeat(127), "")).isPresent();
        assertThat(Jid.of("", "\u00FC.".repeat(127) + "a", "")).isEmpty();
    }

    @Test
    void foldsCaseOnlyBeforeTheSlash() {
        assertThat(Jid.of("JULIET@Door.TEST/Balcony")).hasToString("juliet@door.test/Balcony");
        assertThat(Jid.of("\u00C4@door.test/\u00C4")).hasToString("\u00E4@door.test/\u00C4");
    }

    @Test
    void mapsWidthInTheLocalpart() {
        assertThat(Jid.of("\uFF4A\uFF35@door.test").local()).isEqualTo("ju");
    }

    @Test
    void mapsEverySpaceOfTheResourceToOne() {
        assertThat(Jid.of("door.test/a\u00A0b").resource()).isEqualTo("a b");
    }

    @Test
    void composesCharacters() {
        assertThat(Jid.of("a\u0308@door.test/o\u0308")).isEqualTo(Jid.of("\u00E4@door.test/\u00F6"));
    }

    @Test
    void equalsByItsPreparedParts() {
        Jid jid = Jid.of("juliet@door.test/a");

        assertThat(jid).isEqualTo(Jid.of("Juliet@DOOR.test./a")).hasSameHashCodeAs(Jid.of("Juliet@DOOR.test./a"));
        assertThat(jid)
                .isNotEqualTo(Jid.of("juliet@door.test/A"))
                .isNotEqualTo(Jid.of("juliet@door.test"))
                .isNotEqualTo(Jid.of("door.test/a"))
                .isNotEqualTo(Jid.of("romeo@door.test/a"))
                .isNotEqualTo(Jid.of("juliet@other.test/a"));
    }

    @Test
    void isTakenApartAndPutTogether() {
        Jid full = Jid.of("juliet@door.test/a");

        assertThat(full.isBare()).isFalse();
        assertThat(full.bare()).isEqualTo(Jid.of("juliet@door.test")).isSameAs(full.bare());
        assertThat(full.bare().isBare()).isTrue();
        assertThat(full.bare().bare()).isSameAs(full.bare());
        assertThat(full.domainJid())
                .isEqualTo(Jid.of("door.test"))
                .isEqualTo(full.bare().domainJid());
        assertThat(Jid.of("door.test/a").domainJid()).isEqualTo(Jid.of("door.test"));
        assertThat(full.withResource("b")).contains(Jid.of("juliet@door.test/b"));
        assertThat(full.withResource("")).isEmpty();
        assertThat(full.withResource("\u0007")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"door.test", "juliet@door.test", "juliet@door.test/a b", "door.test/a@b/c"})
    void knowsItsPreparedFormByItsBytes(String text) {
        Jid jid = Jid.of(text);

        assertThat(isWritten(jid, text)).isTrue();
        for (String other : List.of("", "x", text.toUpperCase(Locale.ROOT), text + "x", text + "/", "x" + text)) {
            assertThat(isWritten(jid, other)).as(other).isFalse();
        }
        for (int i = 0; i < text.length(); i++) {
            assertThat(isWritten(jid, text.substring(0, i))).isFalse();
        }
    }

    private static boolean isWritten(Jid jid, String text) {
        byte[] bytes = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
        return jid.isWritten(bytes, 1, bytes.length - 1);
    }

    @Test
    void takesNothingButAsciiForItsPreparedForm() {
        assertThat(isWritten(Jid.of("j\u00FCliet@door.test"), "j\u00FCliet@door.test"))
                .isFalse();
    }

    @Test
    void throwsOnlyWhereTheCallerVouchesForIt() {
        assertThatThrownBy(() -> Jid.of("@")).isInstanceOf(IllegalArgumentException.class);
    }
}
