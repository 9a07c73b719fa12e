package im.vestibule.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import im.vestibule.core.ProxyHeader.Peek;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Damaged headers. Where Netty's own decoder finds an address in what we take, it is the same. */
class DamagedProxyTest {
    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<byte[]> good = Arbitraries.of(
                "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222\r\n".getBytes(US_ASCII),
                "PROXY TCP6 2001:db8::7 ::1 1 65535\r\n".getBytes(US_ASCII),
                "PROXY UNKNOWN\r\n".getBytes(US_ASCII),
                Header.tcp4().build(),
                Header.tcp4()
                        .field(0x01, "xmpp-client")
                        .field(0x05, "id")
                        .ssl(7, 0, Header.fields().field(0x22, "alice").field(0x21, "TLSv1.3"))
                        .build(),
                Header.tcp4().checksummed(Header.fields().field(0xE0, "x")).build(),
                new Header(Header.PROXY, Header.TCP6)
                        .addresses("2001:db8::7", "::1")
                        .build(),
                new Header(Header.LOCAL, Header.UNSPEC).build());
        return good.flatMap(bytes -> Arbitraries.longs().map(seed -> damage(bytes, new Random(seed))));
    }

    private static byte[] damage(byte[] good, Random random) {
        byte[] bytes = Arrays.copyOf(good, good.length + random.nextInt(3));
        for (int i = random.nextInt(3); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : "\0\r\n 0:.~".charAt(random.nextInt(8)));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    @Property(tries = 20_000)
    void decidesOnceAndForAll(@ForAll("damaged") byte[] bytes) {
        boolean decided = false;
        Peek last = new Peek.Partial();
        for (int length = 0; length <= bytes.length; length++) {
            Peek next = ProxyHeader.peek(Unpooled.wrappedBuffer(bytes, 0, length));
            assertThat(decided && !next.equals(last)).isFalse();
            decided = !(next instanceof Peek.Partial);
            last = next;
        }
    }

    @Property(tries = 20_000)
    void neverThrowsOnAnyBytesBehindASignature(@ForAll byte[] tail) {
        byte[] start = Arrays.copyOf(Header.tcp4().build(), 12);
        ByteBuf in = Unpooled.wrappedBuffer(start, tail);
        assertThatCode(() -> ProxyHeader.peek(in)).doesNotThrowAnyException();
    }

    @Property(tries = 20_000)
    void agreesWithNettyAboutTheClient(@ForAll("damaged") byte[] bytes) {
        if (ProxyHeader.peek(Unpooled.wrappedBuffer(bytes)) instanceof Peek.Whole(ProxyHeader header, int length)) {
            Optional<String> theirs = netty(Unpooled.copiedBuffer(bytes, 0, length));
            header.source()
                    .ifPresent(source -> assertThat(theirs)
                            .satisfiesAnyOf(
                                    found -> assertThat(found).contains(Addresses.text(source)),
                                    // Port 0 is allowed, but not by Netty.
                                    found -> assertThat(found).isEmpty()));
        }
    }

    private static Optional<String> netty(ByteBuf header) {
        EmbeddedChannel oracle = new EmbeddedChannel(new HAProxyMessageDecoder());
        try {
            oracle.writeInbound(header);
            HAProxyMessage message = oracle.readInbound();
            Optional<String> source = Optional.ofNullable(message.sourceAddress())
                    .map(NetUtil::createByteArrayFromIpAddressString)
                    .map(ip -> Addresses.text(Addresses.of(ip, message.sourcePort())));
            message.release();
            return source;
        } catch (HAProxyProtocolException refused) {
            return Optional.empty();
        } finally {
            oracle.finishAndReleaseAll();
        }
    }
}
