package im.vestibule.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;

/** A connection that reads pages by HTTP/1.1: for programs that watch over the server, not for browsers. */
public final class PagesPipeline extends ChannelInitializer<Channel> {
    /** Bytes of a request line; longer ones are answered with 414. */
    static final int LINE = 1_024;

    /** Bytes of a request's headers; more are answered with 431. */
    static final int HEADERS = 8_192;

    private final Pages pages;

    public PagesPipeline(Pages pages) {
        this.pages = pages;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline()
                .addLast(
                        "http",
                        new HttpServerCodec(new HttpDecoderConfig()
                                .setMaxInitialLineLength(LINE)
                                .setMaxHeaderSize(HEADERS)))
                .addLast("pages", new PagesHandler(pages));
    }
}
