package im.vestibule.it;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** A name server of ours on loopback, by UDP and TCP. It knows what it is told, and can be of no help in several ways. */
final class NameServer implements Closeable {
    private static final int TTL = 60;

    /** How it answers. */
    enum Mood {
        HONEST,
        /** Not at all. */
        SILENT,
        /** That it would rather not. */
        REFUSING,
        /** To a question that nobody has asked. */
        ASTRAY,
        /** By UDP, that there is too much to say. */
        TERSE
    }

    private record Entry(String name, DnsRecordType type, ByteBuf data) {}

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final InetSocketAddress address;
    private volatile Mood mood = Mood.HONEST;

    NameServer() throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        Channel _ = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder())
                                .addLast(new Answering<>(DatagramDnsQuery.class, "udp", NameServer::datagram));
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
        Channel _ = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new TcpDnsQueryDecoder(), new TcpDnsResponseEncoder())
                                .addLast(new Answering<>(
                                        DnsQuery.class, "tcp", query -> new DefaultDnsResponse(query.id())));
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    /** As {@code dns.nameservers} has it. */
    String place() {
        return "'127.0.0.1:" + address.getPort() + "'";
    }

    /** {@code SRV}; the target may be {@code "."}. */
    NameServer service(String name, int priority, int port, String target) {
        ByteBuf data = Unpooled.buffer()
                .writeShort(priority)
                .writeShort(0)
                .writeShort(port)
                .writeBytes(name(target));
        return add(name, DnsRecordType.SRV, data);
    }

    /** {@code A} or {@code AAAA}. */
    NameServer address(String host, String ip) {
        byte[] data = InetAddress.ofLiteral(ip).getAddress();
        return add(host, data.length == 4 ? DnsRecordType.A : DnsRecordType.AAAA, Unpooled.wrappedBuffer(data));
    }

    /** {@code CNAME}. */
    NameServer alias(String name, String target) {
        return add(name, DnsRecordType.CNAME, name(target));
    }

    NameServer be(Mood now) {
        mood = now;
        return this;
    }

    /** Every question so far, such as {@code udp SRV _xmpp-server._tcp.b.test}. */
    Collection<String> asked() {
        return asked.keySet();
    }

    /** How often a question was asked so far. */
    int asked(String question) {
        return asked.getOrDefault(question, 0);
    }

    private NameServer add(String name, DnsRecordType type, ByteBuf data) {
        entries.add(new Entry(name + ".", type, data));
        return this;
    }

    private static ByteBuf name(String name) {
        ByteBuf data = Unpooled.buffer();
        for (String label : name.split("\\.", -1)) {
            // The root has none.
            if (!label.isEmpty()) {
                data.writeByte(label.length()).writeCharSequence(label, StandardCharsets.US_ASCII);
            }
        }
        return data.writeByte(0);
    }

    private static DnsResponse datagram(DatagramDnsQuery query) {
        return new DatagramDnsResponse(/* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
    }

    @Sharable
    private final class Answering<Q extends DnsQuery> extends SimpleChannelInboundHandler<Q> {
        private final String transport;
        private final Function<Q, DnsResponse> begin;

        Answering(Class<Q> kind, String transport, Function<Q, DnsResponse> begin) {
            super(kind);
            this.transport = transport;
            this.begin = begin;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Q query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String name = question.name().substring(0, question.name().length() - 1);
            asked.merge(transport + " " + question.type().name() + " " + name, 1, Integer::sum);
            if (mood != Mood.SILENT) {
                ChannelFuture _ = context.writeAndFlush(answer(begin.apply(query), question));
            }
        }

        private DnsResponse answer(DnsResponse response, DnsQuestion question) {
            response.setRecursionAvailable(true);
            return switch (mood) {
                case REFUSING -> said(response, question).setCode(DnsResponseCode.REFUSED);
                case ASTRAY -> said(response, new DefaultDnsQuestion("elsewhere.test.", question.type()));
                case TERSE ->
                    transport.equals("udp")
                            ? said(response, question).setTruncated(true)
                            : fill(said(response, question), question);
                case HONEST, SILENT -> fill(said(response, question), question);
            };
        }
    }

    private static DnsResponse said(DnsResponse response, DnsQuestion question) {
        return response.addRecord(DnsSection.QUESTION, question);
    }

    private DnsResponse fill(DnsResponse response, DnsQuestion question) {
        if (named(question.name()).findAny().isEmpty()) {
            response.setCode(DnsResponseCode.NXDOMAIN);
        }
        named(question.name())
                .filter(entry ->
                        entry.type().equals(question.type()) || entry.type().equals(DnsRecordType.CNAME))
                .forEach(entry -> response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(
                                entry.name(), entry.type(), TTL, entry.data().copy())));
        return response;
    }

    private Stream<Entry> named(String name) {
        return entries.stream().filter(entry -> entry.name().equalsIgnoreCase(name));
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
