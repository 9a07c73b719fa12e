package im.vestibule.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import im.vestibule.config.Limit;
import im.vestibule.config.Network;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.Tally.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ProxyHandlerTest {
    private static final String LINE = "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5222\r\n";

    private final Logger logger = (Logger) LoggerFactory.getLogger("im.vestibule.core");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Tally tally = new Tally();
    private final Refusals refusals = new Refusals(() -> 0);
    private final List<String> heard = new ArrayList<>();
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.TRACE);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leavesNothingBehind() {
        logger.detachAppender(log);
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    /** Notes what happens, and where the client is meanwhile. */
    private final class Ear extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            heard.add("init " + Addresses.text(Connection.of(channel).client()));
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext context) {
                    heard.add("active");
                }

                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    ByteBuf bytes = (ByteBuf) message;
                    heard.add(bytes.toString(US_ASCII));
                    bytes.release();
                }

                @Override
                public void channelInactive(ChannelHandlerContext context) {
                    heard.add("inactive");
                }
            });
        }
    }

    private EmbeddedChannel connect(Optional<List<Network>> trusted, boolean trustTls, String peer) throws Exception {
        return connect(trusted, trustTls, peer, new Ear());
    }

    private EmbeddedChannel connect(
            Optional<List<Network>> trusted, boolean trustTls, String peer, ChannelInitializer<Channel> behind)
            throws Exception {
        SocketSpec socket =
                new SocketSpec(new InetSocketAddress(0), 1, 1, Limit.INFINITY, false, true, trusted, trustTls);
        EmbeddedChannel channel = new EmbeddedChannel(false, false) {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(peer, 4711);
            }
        };
        channels.add(channel);
        channel.register();
        channel.freezeTime();
        Connection.accept(channel, "listen.c2s[0]", tally);
        channel.pipeline().addLast(ProxyHandler.ahead(new Door("listen.c2s[0]", socket, behind), refusals));
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private EmbeddedChannel connect() throws Exception {
        return connect(Optional.empty(), false, "127.0.0.9");
    }

    private static void pass(EmbeddedChannel channel, long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private static void say(EmbeddedChannel channel, byte... bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes));
    }

    private static void say(EmbeddedChannel channel, String text) {
        say(channel, text.getBytes(US_ASCII));
    }

    private List<String> logged(Level least) {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(least))
                .map(event -> event.getMessage() + " " + event.getKeyValuePairs())
                .toList();
    }

    private void assertRefused(EmbeddedChannel channel, Refusal cause) {
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.<Object>readOutbound()).isNull();
        assertThat(heard).isEmpty();
        assertThat(tally.refused(cause)).isEqualTo(1);
        assertThat(logged(Level.INFO)).hasSize(1);
        assertThat(logged(Level.INFO).getFirst())
                .startsWith("connection_refused")
                .contains("cause=\"" + cause);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 40, 1000})
    void handsOnWhatComesBehindTheHeaderHoweverTheBytesAreCut(int size) throws Exception {
        EmbeddedChannel channel = connect();
        String all = LINE + "<stream:stream>";
        for (int from = 0; from < all.length(); from += size) {
            say(channel, all.substring(from, Math.min(all.length(), from + size)));
        }

        assertThat(heard).startsWith("init 192.0.2.7:1234", "active");
        assertThat(String.join("", heard.subList(2, heard.size()))).isEqualTo("<stream:stream>");
        assertThat(channel.pipeline().get(ProxyHandler.class)).isNull();
    }

    /** Its first bytes may be a whole login, or a request for an account. */
    @Test
    void hearsNothingOfWhoIsTurnedAwayBehindTheHeader() throws Exception {
        EmbeddedChannel channel = connect(Optional.empty(), false, "127.0.0.9", new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel behind) {
                behind.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        refusals.refuse(context.channel(), Refusal.CONNECTION_RATE, "too many");
                    }
                });
                behind.pipeline().addLast(new Ear());
            }
        });
        ByteBuf all = Unpooled.copiedBuffer(LINE + "<stream:stream>", US_ASCII);
        boolean _ = channel.writeInbound(all);

        assertThat(channel.isOpen()).isFalse();
        assertThat(heard).doesNotContain("<stream:stream>");
        assertThat(all.refCnt()).isZero();
    }

    @Test
    void letsTheHandlersBehindItComeOnlyWithTheLastByte() throws Exception {
        EmbeddedChannel channel = connect();
        byte[] header = Header.tcp4().field(0x05, "id").build();
        for (byte each : header) {
            assertThat(heard).isEmpty();
            say(channel, each);
        }

        assertThat(heard).containsExactly("init 192.0.2.7:1234", "active");
        pass(channel, ProxyHandler.DEADLINE_MS);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void refusesWhoSaysNothingInTime_L01() throws Exception {
        EmbeddedChannel channel = connect();
        pass(channel, ProxyHandler.DEADLINE_MS - 1);
        assertThat(channel.isOpen()).isTrue();

        pass(channel, 1);

        assertRefused(channel, Refusal.PROXY_HEADER);
    }

    @Test
    void refusesWhoSaysSomethingElse_L01() throws Exception {
        EmbeddedChannel channel = connect();
        say(channel, "<stream:stream>");

        assertRefused(channel, Refusal.PROXY_HEADER);
        assertThat(logged(Level.INFO).getFirst()).doesNotContain("stream:stream");
    }

    @Test
    void closesToAStrangerBeforeItReads_L02() throws Exception {
        Optional<List<Network>> trusted = Optional.of(List.of(new Network(InetAddress.getByName("10.0.0.0"), 8)));
        EmbeddedChannel channel = connect(trusted, false, "127.0.0.9");

        assertRefused(channel, Refusal.UNTRUSTED_PROXY);
        assertThat(tally.refused(Refusal.PROXY_HEADER)).isZero();
    }

    @Test
    void listensToATrustedProxy() throws Exception {
        Optional<List<Network>> trusted = Optional.of(List.of(new Network(InetAddress.getByName("127.0.0.0"), 8)));
        say(connect(trusted, false, "127.0.0.9"), LINE);

        assertThat(heard).containsExactly("init 192.0.2.7:1234", "active");
    }

    @Test
    void takesTheProxyForTheClientWhereItSpeaksForItself_L03() throws Exception {
        say(
                connect(),
                new Header(Header.LOCAL, Header.TCP4)
                        .addresses("192.0.2.7", "192.0.2.8")
                        .field(0x05, "id")
                        .build());
        say(connect(), new Header(Header.LOCAL, Header.UNSPEC).build());
        say(connect(), "PROXY UNKNOWN\r\n");

        String local = "init 127.0.0.9:4711";
        assertThat(heard).containsExactly(local, "active", local, "active", local, "active");
    }

    @Test
    void refusesALineThatDoesNotEnd_L04() throws Exception {
        EmbeddedChannel channel = connect();
        say(channel, "PROXY UNKNOWN " + "x".repeat(91));
        assertThat(channel.isOpen()).isTrue();
        say(channel, "x");

        assertRefused(channel, Refusal.PROXY_HEADER);
    }

    @Test
    void refusesALongHeaderThatIsNotThereInTime_L05() throws Exception {
        EmbeddedChannel channel = connect();
        byte[] header = Header.tcp4().build(0xFFFF);
        say(channel, header);
        pass(channel, ProxyHandler.DEADLINE_MS / 2);
        say(channel, new byte[0xFFFF - (header.length - ProxyBlock.PREFIX) - 1]);
        assertThat(channel.isOpen()).isTrue();
        pass(channel, ProxyHandler.DEADLINE_MS / 2);

        assertRefused(channel, Refusal.PROXY_HEADER);
    }

    @Test
    void takesTheLongestHeader_L05() throws Exception {
        EmbeddedChannel channel = connect();
        say(channel, Header.tcp4().field(0xE0, new byte[0xFFFF - 12 - 3]).build());
        say(channel, "x");

        assertThat(heard).containsExactly("init 192.0.2.7:1234", "active", "x");
    }

    @Test
    void skipsFieldsThatItDoesNotKnow_L07() throws Exception {
        say(connect(), Header.tcp4().field(0xE0, "any").field(0x30, "ns").build());

        assertThat(heard).containsExactly("init 192.0.2.7:1234", "active");
    }

    @Test
    void refusesAChecksumThatDoesNotMatch() throws Exception {
        EmbeddedChannel channel = connect();
        say(channel, Header.tcp4().field(0x03, new byte[4]).build());

        assertRefused(channel, Refusal.PROXY_HEADER);
    }

    @Test
    void hasNothingToSayOfWhoOnlyTriesTheDoor() throws Exception {
        EmbeddedChannel closed = connect();
        var _ = closed.close();
        EmbeddedChannel reset = connect();
        reset.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        EmbeddedChannel local = connect();
        say(local, new Header(Header.LOCAL, Header.UNSPEC).build());
        var _ = local.close();

        assertThat(heard).containsExactly("init 127.0.0.9:4711", "active", "inactive");
        assertThat(logged(Level.INFO)).isEmpty();
        for (Refusal cause : Refusal.values()) {
            assertThat(tally.refused(cause)).isZero();
        }
        pass(closed, ProxyHandler.DEADLINE_MS);
        pass(reset, ProxyHandler.DEADLINE_MS);
        assertThat(logged(Level.INFO)).isEmpty();
    }

    @Test
    void countsAHeaderThatBreaksOff() throws Exception {
        EmbeddedChannel channel = connect();
        say(channel, "PROXY ");
        var _ = channel.close();

        assertRefused(channel, Refusal.PROXY_HEADER);
    }

    @Test
    void goesWithoutAWordWhenTheHouseIsEmptied() throws Exception {
        EmbeddedChannel channel = connect();
        channel.pipeline().fireUserEventTriggered(Drain.NOWHERE);

        assertThat(channel.isOpen()).isFalse();
        assertThat(logged(Level.INFO)).isEmpty();
        assertThat(tally.refused(Refusal.PROXY_HEADER)).isZero();
    }

    @Test
    void saysTenLinesInASecondHoweverManyItRefuses() throws Exception {
        for (int i = 0; i < 25; i++) {
            say(connect(), "x");
        }

        assertThat(logged(Level.INFO)).hasSize(10);
        assertThat(tally.refused(Refusal.PROXY_HEADER)).isEqualTo(25);
    }

    @Test
    void namesTheConnectionAsTheProxyDoes() throws Exception {
        EmbeddedChannel channel = connect();
        say(channel, Header.tcp4().field(0x05, "7f01:A4").build());
        Connection.of(channel).on(logger.atInfo()).log("something");

        assertThat(logged(Level.INFO)).singleElement().asString().contains("unique_id=\"7f01:A4\"", "192.0.2.7:1234");
    }

    @Test
    void believesWhatAProxySaysOfTlsOnlyWithTrustProxyTls() throws Exception {
        byte[] secure =
                Header.tcp4().ssl(3, 0, Header.fields().field(0x22, "alice")).build();
        byte[] clear =
                Header.tcp4().ssl(0, 1, Header.fields().field(0x22, "alice")).build();
        EmbeddedChannel trusting = connect(Optional.empty(), true, "127.0.0.9");
        say(trusting, secure);
        EmbeddedChannel wary = connect();
        say(wary, secure);
        EmbeddedChannel plain = connect(Optional.empty(), true, "127.0.0.9");
        say(plain, clear);

        assertThat(Connection.of(trusting).clientTls().flatMap(ProxyTls::commonName))
                .contains("alice");
        assertThat(Connection.of(wary).clientTls()).isEmpty();
        assertThat(Connection.of(wary).proxy().flatMap(ProxyHeader::tls)).isPresent();
        assertThat(Connection.of(plain).clientTls()).isEmpty();
    }
}
