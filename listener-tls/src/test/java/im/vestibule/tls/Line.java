package im.vestibule.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;

/** A server of ours and a client, on one thread, with a wire between them that a test can look at. */
final class Line implements AutoCloseable {
    final TlsHandler tls;
    final EmbeddedChannel server;
    final EmbeddedChannel client;
    final Ear heard = new Ear();
    final Ear heardByClient = new Ear();

    /** Runs as far as it goes by itself: to the end of the handshake, or to its failure. */
    Line(TlsContext context, SSLEngine engine) {
        tls = context.newHandler(UnpooledByteBufAllocator.DEFAULT).orElseThrow();
        server = new EmbeddedChannel(tls, heard);
        client = new EmbeddedChannel(new SslHandler(engine), heardByClient);
        run();
    }

    /** A client that speaks no TLS by itself: a test writes what it sends. The server's clock stands still. */
    Line(TlsContext context) {
        tls = context.newHandler(UnpooledByteBufAllocator.DEFAULT).orElseThrow();
        server = new EmbeddedChannel();
        server.freezeTime();
        server.pipeline().addLast(tls, heard);
        client = new EmbeddedChannel(heardByClient);
    }

    /** Collects what reaches the end of a pipeline. */
    static final class Ear extends ChannelInboundHandlerAdapter {
        final StringBuilder text = new StringBuilder();
        final List<Object> events = new ArrayList<>();
        final List<Throwable> errors = new ArrayList<>();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            text.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            events.add(event);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            errors.add(cause);
        }
    }

    /** Carries bytes to and fro until nobody has any more. */
    void run() {
        boolean moved = true;
        while (moved) {
            moved = carry(client, server);
            moved |= carry(server, client);
        }
    }

    /** Carries bytes one way; whether there were any. */
    static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
        boolean moved = false;
        for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            moved = true;
            if (to.isOpen()) {
                to.writeInbound(bytes);
            } else {
                bytes.release();
            }
        }
        if (!from.isOpen() && to.isOpen()) {
            moved = true;
            ChannelFuture _ = to.close();
        }
        return moved;
    }

    /** Has the client say something to the server, if the server is still there. */
    void say(String text) {
        if (client.isOpen()) {
            client.writeOutbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
            run();
        }
    }

    /** Has the server say something to the client. */
    void answer(String text) {
        server.writeOutbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        run();
    }

    /** Puts bytes on the wire to the server, and gives back what the server sends, both in hex. */
    String wire(String hex) {
        server.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
        return wire();
    }

    /** What the server has sent since the last look, in hex. */
    String wire() {
        StringBuilder answer = new StringBuilder();
        for (ByteBuf bytes = server.readOutbound(); bytes != null; bytes = server.readOutbound()) {
            answer.append(ByteBufUtil.hexDump(bytes));
            bytes.release();
        }
        return answer.toString();
    }

    boolean handshaken() {
        return tls.handshakeFuture().isSuccess();
    }

    /** Why the server's handshake failed. */
    Throwable failure() {
        return tls.handshakeFuture().cause();
    }

    @Override
    public void close() {
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }
}
