package im.vestibule.tls;

import im.vestibule.tls.ClientHello.Peek;
import im.vestibule.tls.TlsFailure.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one TLS connection, on its event loop. To Netty it is an {@link SslHandler}. It also looks at the
 * ClientHello before the engine does, so that both engines bound it alike and answer an ALPN list without a match as
 * RFC 7301 wants; it refuses renegotiation; and it tells what the handshake has come to.
 *
 * <p>Belongs to one channel: a handler that is never added to a pipeline leaks its engine.
 */
public final class TlsHandler extends SslHandler {
    private static final int HANDSHAKE_RECORD = 22;

    private enum Phase {
        HELLO,
        OPEN,
        REFUSED
    }

    private final TlsContext context;
    private final TlsEngine engine;
    private Phase phase = Phase.HELLO;
    private Optional<String> host = Optional.empty();
    private boolean lost;
    private @Nullable PeerIdentity client;
    private @Nullable Map<String, byte[]> bindings;

    TlsHandler(TlsContext context, TlsEngine engine) {
        super(engine.ssl());
        this.context = context;
        this.engine = engine;
        setHandshakeTimeoutMillis(context.use().handshakeTimeout().toMillis());
        handshakeFuture().addListener(handshake -> {
            engine.handshakeOver();
            // A resumed session was judged when it was new, and the engine does not ask again. Whoever is sent away
            // here still sees the handshake succeed, but no byte of the client's, and an identity that is not verified.
            if (handshake.isSuccess() && !context.welcomes(this::client)) {
                phase = Phase.REFUSED;
                ChannelFuture _ = ((Channel) handshake.getNow()).close();
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        lost |= cause instanceof IOException && !(cause instanceof SSLException);
        super.exceptionCaught(ctx, cause);
    }

    /** Nobody is there to be told by a close_notify that the connection is lost; ten thousand may be lost at once. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) throws Exception {
        if (lost) {
            var _ = ctx.close(promise);
        } else {
            super.close(ctx, promise);
        }
    }

    /** What the handshake has come to. Only after it has succeeded. */
    public TlsFacts facts() {
        SSLSession session = engine().getSession();
        return new TlsFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                host,
                Optional.ofNullable(applicationProtocol()),
                client());
    }

    /** The client by its certificate. Only after the handshake has succeeded. */
    public PeerIdentity client() {
        PeerIdentity known = client;
        if (known == null) {
            known = context.judge(this::peerChain);
            client = known;
        }
        return known;
    }

    /**
     * Channel binding data by type, exactly those that work on this connection; the best first. Only after the handshake
     * has succeeded.
     */
    public Map<String, byte[]> channelBindings() {
        Map<String, byte[]> known = bindings;
        if (known == null) {
            Map<String, byte[]> fresh = new LinkedHashMap<>();
            engine.exporter().ifPresent(data -> fresh.put(ChannelBindings.TLS_EXPORTER, data));
            Certificate[] ours = engine().getSession().getLocalCertificates();
            if (ours != null && ours[0] instanceof X509Certificate leaf) {
                ChannelBindings.endPoint(leaf).ifPresent(data -> fresh.put(ChannelBindings.TLS_SERVER_END_POINT, data));
            }
            known = Collections.unmodifiableMap(fresh);
            bindings = known;
        }
        return known;
    }

    private List<X509Certificate> peerChain() {
        try {
            return Arrays.stream(engine().getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws SSLException {
        if (phase == Phase.HELLO) {
            look(ctx, in);
        } else if (phase == Phase.OPEN && renegotiates(in)) {
            // Without close_notify: to the client this is no orderly end, but a refusal.
            phase = Phase.REFUSED;
            ChannelFuture _ = ctx.close();
        }
        switch (phase) {
            case HELLO -> {}
            case OPEN -> {
                if (handshakeFuture().isDone()) {
                    super.decode(ctx, in, out);
                } else {
                    engine.handshake(() -> super.decode(ctx, in, out));
                }
            }
            case REFUSED -> skip(in);
        }
    }

    /** Whoever has heard of a refusal may have closed the channel by now, and the buffer is gone with it. */
    private static void skip(ByteBuf in) {
        if (in.refCnt() > 0) {
            in.skipBytes(in.readableBytes());
        }
    }

    /** After a TLS 1.2 handshake, nothing but a new one begins with a record of this type; in TLS 1.3 nothing does. */
    private boolean renegotiates(ByteBuf in) {
        return engine.renegotiates()
                && handshakeFuture().isSuccess()
                && in.isReadable()
                && in.getUnsignedByte(in.readerIndex()) == HANDSHAKE_RECORD;
    }

    private void look(ChannelHandlerContext ctx, ByteBuf in) {
        switch (ClientHello.peek(in)) {
            case Peek.Partial _ -> {}
            case Peek.Foreign _ -> phase = Phase.OPEN;
            case Peek.TooLong _ -> refuse(ctx, TlsFailure.HELLO_TOO_LONG);
            case Peek.Whole(ClientHello hello) -> {
                host = hello.host();
                engine.asked(host);
                List<String> ours = context.use().alpn();
                if (!ours.isEmpty() && !hello.alpn().isEmpty() && Collections.disjoint(ours, hello.alpn())) {
                    refuse(ctx, TlsFailure.NO_APPLICATION_PROTOCOL);
                } else {
                    phase = Phase.OPEN;
                }
            }
        }
    }

    /** In the clear, as is every alert before a ServerHello. */
    private void refuse(ChannelHandlerContext ctx, TlsFailure failure) {
        phase = Phase.REFUSED;
        byte[] alert = {21, 3, 3, 0, 2, 2, (byte) failure.alert()};
        // Before anybody hears of the failure, for they may hang up at once.
        ChannelFuture told = ctx.writeAndFlush(Unpooled.wrappedBuffer(alert));
        Refused cause = new Refused(failure);
        if (handshakeFuture() instanceof Promise<Channel> promise && promise.tryFailure(cause)) {
            ctx.fireUserEventTriggered(new SslHandshakeCompletionEvent(cause));
        }
        told.addListener(ChannelFutureListener.CLOSE);
    }
}
