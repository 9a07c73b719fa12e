package im.vestibule.core;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One connection, accepted or opened by us: what is said, counted and decided about it starts here. Only its event loop changes it.
 */
public final class Connection {
    private static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class, "connection");
    private static final AtomicLong COUNT = new AtomicLong();

    private final long number;
    private final String listener;
    private final Tally tally;
    private SocketAddress client;
    private boolean refused;
    private @Nullable ProxyHeader proxy;
    private boolean trustsProxyTls;

    private Connection(long number, String listener, Tally tally, SocketAddress client) {
        this.number = number;
        this.listener = listener;
        this.tally = tally;
        this.client = client;
    }

    /**
     * Makes a channel a connection.
     *
     * @param listener key of its listener, such as {@code listen.c2s[0]}
     */
    public static Connection accept(Channel channel, String listener, Tally tally) {
        SocketAddress peer =
                Objects.requireNonNullElse(channel.remoteAddress(), InetSocketAddress.createUnresolved("unknown", 0));
        Connection connection = new Connection(COUNT.incrementAndGet(), listener, tally, peer);
        connection.speakFor(channel);
        return connection;
    }

    /**
     * Makes a channel a connection that we open.
     *
     * @param name stands where a listener's key does
     */
    static void open(Channel channel, String name, Tally tally, SocketAddress server) {
        new Connection(COUNT.incrementAndGet(), name, tally, server).speakFor(channel);
    }

    /** The same connection as one of those sees it who speak through it: a proxy has told where he is. */
    public Connection onBehalf(SocketAddress of) {
        Connection other = new Connection(number, listener, tally, of);
        other.proxy = proxy;
        return other;
    }

    /**
     * Another one of the same client, to the log: of a session that goes on when this connection is gone, and that later ones
     * carry.
     */
    public Connection apart() {
        Connection other = new Connection(COUNT.incrementAndGet(), listener, tally, client);
        other.proxy = proxy;
        other.trustsProxyTls = trustsProxyTls;
        return other;
    }

    /** From now on, this is the connection of that channel. */
    public void speakFor(Channel channel) {
        channel.attr(KEY).set(this);
    }

    /** The connection of a channel that a listener has accepted. */
    public static Connection of(Channel channel) {
        return Objects.requireNonNull(channel.attr(KEY).get(), "not accepted by a listener");
    }

    /** Unique while this process runs, and short enough for every log line. */
    public String id() {
        return Long.toString(number, Character.MAX_RADIX);
    }

    public String listener() {
        return listener;
    }

    public Tally tally() {
        return tally;
    }

    /** Where the client is: behind a trusted proxy what the proxy says, else the other end of the socket. */
    public SocketAddress client() {
        return client;
    }

    /** The client's IP address; empty if that is not known. */
    public Optional<InetAddress> address() {
        return client instanceof InetSocketAddress inet ? Optional.ofNullable(inet.getAddress()) : Optional.empty();
    }

    /** What the proxy in front has said; empty without one. */
    public Optional<ProxyHeader> proxy() {
        return Optional.ofNullable(proxy);
    }

    /**
     * The client's TLS where it ends in front of us, at a proxy that may vouch for it: {@code trust_proxy_tls}. The link
     * then counts as secure.
     */
    public Optional<ProxyTls> clientTls() {
        return trustsProxyTls ? proxy().flatMap(ProxyHeader::tls).filter(ProxyTls::secure) : Optional.empty();
    }

    /**
     * @param trustsTls whether what it says about TLS is to be believed
     */
    void proxied(ProxyHeader header, boolean trustsTls) {
        proxy = header;
        trustsProxyTls = trustsTls;
        header.source().ifPresent(source -> client = source);
    }

    /** Counts it among those that were turned away, once. What ends it is then no news to anybody else. */
    public void refuse(Tally.Refusal cause) {
        refused = true;
        tally.refuse(cause);
    }

    public boolean refused() {
        return refused;
    }

    /** Begins a log line about this connection. */
    public LoggingEventBuilder on(LoggingEventBuilder line) {
        LoggingEventBuilder begun = line.addKeyValue("connection", this::id)
                .addKeyValue("listener", listener)
                .addKeyValue("address", () -> Addresses.text(client));
        return proxy().flatMap(ProxyHeader::uniqueId)
                .map(id -> begun.addKeyValue("unique_id", id))
                .orElse(begun);
    }
}
