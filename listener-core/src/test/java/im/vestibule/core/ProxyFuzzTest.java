package im.vestibule.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.config.Limit;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.ProxyHeader.Peek;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a connection begins with: what is a header is read, to its end and not beyond, however it is cut. */
class ProxyFuzzTest {
    private static final int LONGEST_LINE = 107;
    private static final int LONGEST_TEXT = 255;

    private final Refusals refusals = new Refusals(() -> 0);

    static Stream<byte[]> headers() {
        return Stream.of(
                "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222\r\n<stream:stream>".getBytes(US_ASCII),
                "PROXY TCP6 2001:db8::7 ::1 1 65535\r\n".getBytes(US_ASCII),
                "PROXY UNKNOWN ffff::1 whatever 1 2\r\n\r\n".getBytes(US_ASCII),
                Header.tcp4().build(),
                Header.tcp4()
                        .field(0x01, "xmpp-client")
                        .field(0x02, "door.test")
                        .field(0x05, "id")
                        .ssl(7, 0, Header.fields().field(0x22, "alice").field(0x21, "TLSv1.3"))
                        .build(),
                Header.tcp4().checksummed(Header.fields().field(0xE0, "x")).build(),
                new Header(Header.PROXY, Header.TCP6)
                        .addresses("2001:db8::7", "::1")
                        .build(),
                new Header(Header.PROXY, Header.UNIX).bytes(new byte[216]).build(),
                new Header(Header.LOCAL, Header.UNSPEC).build());
    }

    @MethodSource("headers")
    @FuzzTest
    void readsAHeaderAndNothingBeyond(byte[] bytes) throws Exception {
        Peek found = peek(bytes, bytes.length);
        isDecidedOnce(bytes, found);
        switch (found) {
            case Peek.Partial() -> assertThat(bytes.length).isLessThan(ProxyBlock.LONGEST);
            case Peek.Malformed(String reason) -> assertThat(reason).isNotBlank();
            case Peek.Whole(ProxyHeader header, int length) -> {
                assertThat(length).isBetween(1, bytes.length);
                assertThat(bytes[0] != 'P' || length <= LONGEST_LINE).isTrue();
                isFitToBeShown(header);
            }
        }
        for (int step : new int[] {1, 7, Math.max(1, bytes.length)}) {
            handsOnTheRest(bytes, step, found);
        }
    }

    private static Peek peek(byte[] bytes, int length) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes, 0, length);
        Peek found = ProxyHeader.peek(in);
        assertThat(in.readableBytes()).as("nothing is read").isEqualTo(length);
        return found;
    }

    /** Once it is known what it is, more bytes change nothing; and until then it is not known too early. */
    private static void isDecidedOnce(byte[] bytes, Peek found) {
        for (int length = 0; length < bytes.length; length++) {
            Peek sooner = peek(bytes, length);
            if (sooner instanceof Peek.Partial) {
                assertThat(found instanceof Peek.Whole(var _, int size) && size <= length)
                        .isFalse();
            } else {
                assertThat(sooner).isEqualTo(found);
                return;
            }
        }
    }

    /** What is told of the client goes into logs and to others. */
    private static void isFitToBeShown(ProxyHeader header) {
        header.uniqueId().ifPresent(id -> assertThat(id).matches("[!-~]*"));
        Stream.of(
                        header.alpn(),
                        header.authority(),
                        header.tls().flatMap(ProxyTls::commonName),
                        header.tls().flatMap(ProxyTls::version))
                .flatMap(Optional::stream)
                .forEach(text -> assertThat(text.getBytes(UTF_8).length).isLessThanOrEqualTo(LONGEST_TEXT));
        header.source().ifPresent(source -> assertThat(source.getPort()).isBetween(0, 0xFFFF));
    }

    private void handsOnTheRest(byte[] bytes, int step, Peek found) throws Exception {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        EmbeddedChannel channel = connect(rest);
        for (int at = 0; at < bytes.length; at += step) {
            // Of what is refused, the rest goes to nobody.
            boolean _ = channel.isOpen()
                    && channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(step, bytes.length - at)));
        }
        byte[] expected = found instanceof Peek.Whole(var _, int length)
                ? Arrays.copyOfRange(bytes, length, bytes.length)
                : new byte[0];
        assertThat(rest.toByteArray()).isEqualTo(expected);
        assertThat(channel.isOpen()).isEqualTo(!(found instanceof Peek.Malformed));
        boolean _ = channel.finishAndReleaseAll();
    }

    private EmbeddedChannel connect(ByteArrayOutputStream ear) throws Exception {
        SocketSpec socket =
                new SocketSpec(new InetSocketAddress(0), 1, 1, Limit.INFINITY, false, true, Optional.empty(), true);
        EmbeddedChannel channel = new EmbeddedChannel(false, false) {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress("127.0.0.9", 4711);
            }
        };
        channel.register();
        channel.freezeTime();
        Connection.accept(channel, "listen.c2s[0]", new Tally());
        channel.pipeline().addLast(ProxyHandler.ahead(new Door("listen.c2s[0]", socket, new Ear(ear)), refusals));
        channel.pipeline().fireChannelActive();
        return channel;
    }

    /** What comes behind a header. */
    private static final class Ear extends ChannelInitializer<Channel> {
        private final ByteArrayOutputStream heard;

        Ear(ByteArrayOutputStream heard) {
            this.heard = heard;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    ByteBuf bytes = (ByteBuf) message;
                    heard.writeBytes(ByteBufUtil.getBytes(bytes));
                    bytes.release();
                }
            });
        }
    }
}
