package im.vestibule.xmpp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Drops white space between {@code <starttls/>} and the ClientHello, which some clients send out of habit; leaves with the
 * first byte that is something else. In front of TLS.
 */
final class WhiteSpace extends ChannelInboundHandlerAdapter {
    /** XML 1.0 §2.3. */
    static boolean is(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        int start = bytes.forEachByte(WhiteSpace::is);
        if (start < 0) {
            bytes.release();
            return;
        }
        context.pipeline().remove(this);
        context.fireChannelRead(bytes.readerIndex(start));
    }
}
