package im.vestibule.xmpp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The end of a connection, in which our last words must arrive: to close at once could destroy them (RFC 9293 §3.10.4). */
final class Goodbye {
    /** How long the peer may take to close. */
    private static final long LINGER_MS = 5_000;

    private Goodbye() {}

    /** Sends nothing more. */
    static void halfClose(ChannelHandlerContext here) {
        SslHandler tls = here.pipeline().get(SslHandler.class);
        if (tls != null) {
            var _ = tls.closeOutbound();
        }
        if (here.channel() instanceof DuplexChannel duplex && duplex.isActive()) {
            var _ = duplex.shutdownOutput();
        } else {
            var _ = here.close();
        }
    }

    /** Waits for the peer to close, for so long. */
    static void linger(ChannelHandlerContext here) {
        Channel channel = here.channel();
        if (channel.isOpen()) {
            Future<?> ending = here.executor().schedule(new Ending(channel), LINGER_MS, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> ending.cancel(false));
        }
    }

    /** Closes what is still open. */
    private record Ending(Channel channel) implements Runnable {
        @Override
        public void run() {
            var _ = channel.close();
        }
    }
}
