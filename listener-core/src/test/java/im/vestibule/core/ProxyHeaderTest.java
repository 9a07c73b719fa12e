package im.vestibule.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.core.ProxyHeader.Peek;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static Peek peek(byte... bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        Peek found = ProxyHeader.peek(in);
        assertThat(in.readerIndex()).isZero();
        return found;
    }

    private static Peek peek(String line) {
        return peek(line.getBytes(US_ASCII));
    }

    private static ProxyHeader whole(byte... bytes) {
        Peek found = peek(bytes);
        assertThat(found).isInstanceOf(Peek.Whole.class);
        assertThat(((Peek.Whole) found).length()).isEqualTo(bytes.length);
        return ((Peek.Whole) found).header();
    }

    private static Optional<String> source(byte... bytes) {
        return whole(bytes).source().map(Addresses::text);
    }

    private static Optional<String> source(String line) {
        return source(line.getBytes(US_ASCII));
    }

    private static Stream<byte[]> good() {
        return Stream.of(
                "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222\r\n".getBytes(US_ASCII),
                "PROXY TCP6 2001:db8::7 2001:db8::8 1234 5222\r\n".getBytes(US_ASCII),
                "PROXY UNKNOWN\r\n".getBytes(US_ASCII),
                Header.tcp4().build(),
                Header.tcp4()
                        .field(0x01, "xmpp-client")
                        .checksummed(Header.fields().field(0xE0, "x"))
                        .build(),
                new Header(Header.LOCAL, Header.UNSPEC).build());
    }

    @ParameterizedTest
    @MethodSource("good")
    void waitsForTheLastByte(byte[] header) {
        for (int length = 0; length < header.length; length++) {
            assertThat(peek(Arrays.copyOf(header, length))).isEqualTo(new Peek.Partial());
        }
        whole(header);
    }

    @ParameterizedTest
    @MethodSource("good")
    void leavesWhatComesBehind(byte[] header) {
        byte[] more = Arrays.copyOf(header, header.length + 3);
        assertThat(peek(more))
                .isInstanceOfSatisfying(
                        Peek.Whole.class, found -> assertThat(found.length()).isEqualTo(header.length));
    }

    @Test
    void readsLines() {
        assertThat(source("PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222\r\n")).contains("192.0.2.7:1234");
        assertThat(source("PROXY TCP4 255.255.255.255 0.0.0.0 65535 0\r\n")).contains("255.255.255.255:65535");
        assertThat(source("PROXY TCP6 2001:db8::7 ::1 1234 5222\r\n")).contains("[2001:db8::7]:1234");
        assertThat(source("PROXY TCP6 2001:0DB8:0:0:0:0:0:7 ::1 1234 5222\r\n")).contains("[2001:db8::7]:1234");
        assertThat(source("PROXY TCP6 ::ffff:192.0.2.7 ::1 1234 5222\r\n")).contains("192.0.2.7:1234");
    }

    @Test
    void knowsNoAddressOfAnUnknownLine() {
        assertThat(source("PROXY UNKNOWN\r\n")).isEmpty();
        assertThat(source("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "<?xml version='1.0'?>",
                "proxy TCP4 192.0.2.7 192.0.2.8 1234 5222\r\n",
                "PROXY  TCP4 192.0.2.7 192.0.2.8 1234 5222\r\n",
                "PROXY TCP4  192.0.2.7 192.0.2.8 1234 5222\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222 \r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.8 1234\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222 1\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222\n",
                "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222\r\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.8 1234 65536\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.8 01234 5222\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.8 -1 5222\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.8 +1 5222\r\n",
                "PROXY TCP4 192.0.2.07 192.0.2.8 1234 5222\r\n",
                "PROXY TCP4 192.0.2.256 192.0.2.8 1234 5222\r\n",
                "PROXY TCP4 192.0.2 192.0.2.8 1234 5222\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2 1234 5222\r\n",
                "PROXY TCP4 2001:db8::7 2001:db8::8 1234 5222\r\n",
                "PROXY TCP6 192.0.2.7 192.0.2.8 1234 5222\r\n",
                "PROXY TCP6 2001:db8::7%eth0 ::1 1234 5222\r\n",
                "PROXY TCP6 [2001:db8::7] ::1 1234 5222\r\n",
                "PROXY TCP6 2001:db8::7:: ::1 1234 5222\r\n",
                "PROXY TCP6 door.test ::1 1234 5222\r\n",
                "PROXY UDP4 192.0.2.7 192.0.2.8 1234 5222\r\n",
                "PROXY UNKNOWNS\r\n",
                "PROXY \r\n",
                "PROXY TCP4\r\n"
            })
    void refusesLinesThatBreakARule(String line) {
        assertThat(peek(line)).isInstanceOf(Peek.Malformed.class);
    }

    @Test
    void refusesGarbageAtItsFirstByte() {
        assertThat(peek("<")).isInstanceOf(Peek.Malformed.class);
        assertThat(peek("PROXX")).isInstanceOf(Peek.Malformed.class);
        assertThat(peek("\r\n\r\n\r")).isInstanceOf(Peek.Malformed.class);
        assertThat(peek("\r\n\r\n")).isEqualTo(new Peek.Partial());
    }

    @Test
    void takesALineOf107BytesAndNoLongerOne_L04() {
        String most = "PROXY UNKNOWN " + "x".repeat(91);
        assertThat(most).hasSize(105);
        assertThat(source(most + "\r\n")).isEmpty();
        assertThat(peek(most + "x\r\n")).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(most)).isEqualTo(new Peek.Partial());
        assertThat(peek(most + "x")).isInstanceOf(Peek.Malformed.class);
    }

    @Test
    void readsBlocks() {
        assertThat(source(Header.tcp4().build())).contains("192.0.2.7:1234");
        assertThat(source(new Header(Header.PROXY, Header.UDP4)
                        .addresses("192.0.2.7", "192.0.2.8")
                        .build()))
                .contains("192.0.2.7:1234");
        assertThat(source(new Header(Header.PROXY, Header.TCP6)
                        .addresses("2001:db8::7", "::1")
                        .build()))
                .contains("[2001:db8::7]:1234");
    }

    @Test
    void knowsNoAddressOfAnUnknownFamilyOrOfAPath() {
        assertThat(source(new Header(Header.PROXY, Header.UNSPEC).build())).isEmpty();
        assertThat(source(new Header(Header.PROXY, Header.UNSPEC).bytes(1, 2, 3).build()))
                .isEmpty();
        assertThat(source(new Header(Header.PROXY, 0x10)
                        .addresses("192.0.2.7", "192.0.2.8")
                        .build()))
                .isEmpty();
        ProxyHeader path = whole(new Header(Header.PROXY, Header.UNIX)
                .bytes(new byte[216])
                .field(0x05, "id")
                .build());
        assertThat(path.source()).isEmpty();
        assertThat(path.uniqueId()).contains("id");
    }

    @Test
    void skipsWhateverALocalBlockHolds_L03() {
        assertThat(whole(new Header(Header.LOCAL, Header.UNSPEC).build())).isEqualTo(ProxyHeader.NONE);
        assertThat(whole(new Header(Header.LOCAL, Header.TCP4)
                        .addresses("192.0.2.7", "192.0.2.8")
                        .field(0x05, "id")
                        .build()))
                .isEqualTo(ProxyHeader.NONE);
        assertThat(whole(new Header(Header.LOCAL, 0xFF).bytes(1, 2, 3).build())).isEqualTo(ProxyHeader.NONE);
    }

    @Test
    void refusesBlocksThatBreakARule() {
        assertThat(peek(new Header(0x22, Header.TCP4).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(new Header(0x11, Header.TCP4).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(new Header(Header.PROXY, 0x41).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(new Header(Header.PROXY, 0x13).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(new Header(Header.PROXY, Header.TCP4).build(11))).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(new Header(Header.PROXY, Header.TCP6).build(35))).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(new Header(Header.PROXY, Header.UNIX).build(215))).isInstanceOf(Peek.Malformed.class);
    }

    @Test
    void refusesAtTheByteThatBreaksTheRule() {
        assertThat(peek(Arrays.copyOf(new Header(0x22, Header.TCP4).build(), 13)))
                .isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Arrays.copyOf(new Header(Header.PROXY, 0x41).build(), 14)))
                .isInstanceOf(Peek.Malformed.class);
    }

    @Test
    void keepsTheFactsThatItKnowsAndSkipsTheOthers_L07() {
        ProxyHeader header = whole(Header.tcp4()
                .field(0x01, "xmpp-client")
                .field(0xE0, "custom")
                .field(0x02, "d\u00F6\u00F6r.test")
                .field(0x04, new byte[300])
                .field(0x05, "7f000001:A4-3")
                .field(0x99, new byte[0])
                .ssl(
                        7,
                        0,
                        Header.fields()
                                .field(0x21, "TLSv1.3")
                                .field(0x22, "alice")
                                .field(0x28, new byte[2000])
                                .field(0x23, "TLS_AES_128_GCM_SHA256"))
                .build());

        assertThat(header.alpn()).contains("xmpp-client");
        assertThat(header.authority()).contains("d\u00F6\u00F6r.test");
        assertThat(header.uniqueId()).contains("7f000001:A4-3");
        assertThat(header.tls())
                .contains(new ProxyTls(
                        7, 0, Optional.of("TLSv1.3"), Optional.of("TLS_AES_128_GCM_SHA256"), Optional.of("alice")));
    }

    @Test
    void writesAUniqueIdThatIsNotPrintableAsDigits() {
        assertThat(whole(Header.tcp4().field(0x05, "a\nb").build()).uniqueId()).contains("610a62");
        assertThat(whole(Header.tcp4().field(0x05, "i".repeat(128)).build()).uniqueId())
                .contains("i".repeat(128));
        assertThat(peek(Header.tcp4().field(0x05, "i".repeat(129)).build())).isInstanceOf(Peek.Malformed.class);
    }

    @Test
    void refusesTruncatedFields() {
        assertThat(peek(Header.tcp4().bytes(0xE0).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Header.tcp4().bytes(0xE0, 0).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Header.tcp4().bytes(0xE0, 0, 1).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Header.tcp4().bytes(0xE0, 0xFF, 0xFF, 0).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Header.tcp4().field(0x20, new byte[4]).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Header.tcp4()
                        .ssl(1, 0, Header.fields().bytes(0x21, 0, 9, 'T'))
                        .build()))
                .isInstanceOf(Peek.Malformed.class);
    }

    @Test
    void refusesFieldsThatAreThereTwiceOrAreNoText() {
        assertThat(peek(Header.tcp4().field(0x05, "a").field(0x05, "b").build()))
                .isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Header.tcp4()
                        .ssl(1, 0, Header.fields().field(0x22, "a").field(0x22, "b"))
                        .build()))
                .isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Header.tcp4().field(0x02, (byte) 0xC0, (byte) 0x80).build()))
                .isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Header.tcp4().field(0x02, "x".repeat(256)).build())).isInstanceOf(Peek.Malformed.class);
        assertThat(peek(Header.tcp4()
                        .ssl(1, 0, Header.fields().field(0x22, "x".repeat(256)))
                        .build()))
                .isInstanceOf(Peek.Malformed.class);
    }

    @Test
    void verifiesAChecksumWhereverItStands() {
        byte[] good = Header.tcp4()
                .field(0x02, "door.test")
                .checksummed(Header.fields().field(0x05, "id"))
                .build();
        assertThat(whole(good).uniqueId()).contains("id");
        for (int at = 16; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            assertThat(peek(bad)).as("byte %d", at).isNotInstanceOf(Peek.Whole.class);
        }
        assertThat(peek(Header.tcp4().field(0x03, new byte[3]).build())).isInstanceOf(Peek.Malformed.class);
    }

    @Test
    void certifiesTheClientOnlyByACertificateThatHolds() {
        assertThat(certified(1 | 2, 0)).isTrue();
        assertThat(certified(1 | 4, 0)).isTrue();
        assertThat(certified(1 | 2, 10)).isFalse();
        assertThat(certified(1, 0)).isFalse();
        assertThat(certified(2, 0)).isFalse();
    }

    private static boolean certified(int client, long verify) {
        return new ProxyTls(client, verify, Optional.empty(), Optional.empty(), Optional.of("alice")).certified();
    }
}
