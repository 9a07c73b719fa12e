package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.core.Connection;
import im.vestibule.core.Drain;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request at a time and refuses what is no plain request for a page. Every part of an exchange has ten
 * seconds: the request to come, the page to be made, the answer to be taken.
 */
final class PagesHandler extends ChannelInboundHandlerAdapter {
    static final long PATIENCE_S = 10;

    /** Between our last word and the close, so that it arrives (RFC 9112 §9.6). */
    private static final long LINGER_S = 2;

    private static final Logger log = LoggerFactory.getLogger(PagesHandler.class);

    private enum Phase {
        LISTENING,
        ANSWERING,
        OVER
    }

    private final Pages pages;
    private Phase phase = Phase.LISTENING;
    private boolean last;
    private @Nullable Future<?> patience;

    PagesHandler(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        await(context, PATIENCE_S);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            // Requests that do not wait for the answer to the one before are not answered (RFC 9112 §9.3.2 lets us).
            if (message instanceof HttpRequest request && phase == Phase.LISTENING) {
                hear(context, request);
            } else if (message instanceof HttpRequest) {
                last = true;
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void hear(ChannelHandlerContext context, HttpRequest request) {
        Optional<Page> refusal = Requests.refusal(request);
        if (refusal.isPresent()) {
            last = true;
            answer(context, refusal.get());
            return;
        }
        phase = Phase.ANSWERING;
        context.channel().config().setAutoRead(false);
        await(context, PATIENCE_S);
        String path = Requests.path(request);
        String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
        last = !HttpUtil.isKeepAlive(request);
        // One at a time per connection, which bounds how many there are.
        Thread.ofVirtual().name("page").start(() -> {
            Page page = find(context, path, accept);
            context.executor().execute(() -> answer(context, page));
        });
    }

    private Page find(ChannelHandlerContext context, String path, String accept) {
        try {
            return pages.find(path, accept).orElse(Requests.NOT_FOUND);
        } catch (RuntimeException | Error failure) {
            Connection.of(context.channel())
                    .on(log.atError())
                    .setCause(failure)
                    .addKeyValue("path", path)
                    .log("page_failed");
            return Requests.FAILED;
        }
    }

    private void answer(ChannelHandlerContext context, Page page) {
        if (phase == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        ByteBuf body = Unpooled.copiedBuffer(page.body(), UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (page.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        HttpUtil.setKeepAlive(response, !last);
        await(context, PATIENCE_S);
        ChannelFuture written = context.writeAndFlush(response);
        written.addListener(sent -> {
            if (!sent.isSuccess()) {
                close(context);
            } else if (last) {
                linger(context);
            } else {
                phase = Phase.LISTENING;
                await(context, PATIENCE_S);
                context.channel().config().setAutoRead(true);
            }
        });
    }

    private void linger(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(true);
        await(context, LINGER_S);
        if (context.channel() instanceof DuplexChannel duplex) {
            var _ = duplex.shutdownOutput();
        } else {
            close(context);
        }
    }

    private void await(ChannelHandlerContext context, long seconds) {
        cancel();
        patience = context.executor().schedule(new Closing(context.channel()), seconds, TimeUnit.SECONDS);
    }

    private void cancel() {
        Future<?> waiting = patience;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private record Closing(Channel channel) implements Runnable {
        @Override
        public void run() {
            var _ = channel.close();
        }
    }

    private void close(ChannelHandlerContext context) {
        phase = Phase.OVER;
        var _ = context.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Drain) {
            close(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        phase = Phase.OVER;
        cancel();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var line = cause instanceof IOException ? log.atDebug() : log.atError().setCause(cause);
        Connection.of(context.channel())
                .on(line)
                .addKeyValue("reason", cause.getMessage())
                .log("connection_lost");
        close(context);
    }
}
