package im.vestibule.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;

/** A connection by HTTP, wire at the top. What follows the first bytes depends on them. */
final class HttpPipeline extends ChannelInitializer<Channel> {
    private static final String ADMISSION = "admission";
    private static final String TLS = "tls";
    private static final String READER = "slow-reader";
    private static final String PATIENCE = "patience";
    private static final String DECODER = "http-decoder";
    private static final String ENCODER = "http-encoder";
    private static final String EXCHANGE = "exchange";

    private final HttpDoor door;

    HttpPipeline(HttpDoor door) {
        this.door = door;
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline line = channel.pipeline();
        door.admission().ifPresent(admission -> line.addLast(ADMISSION, admission));
        door.tls().ifPresent(tls -> line.addLast(TLS, tls.newHandler(channel)));
        line.addLast(READER, new SlowReaderHandler(door));
        line.addLast(PATIENCE, new Patience(door.times()));
        line.addLast("version", new VersionHandler(door));
    }

    static void http1(ChannelPipeline line, HttpDoor door) {
        line.addLast(DECODER, new RequestDecoder());
        line.addLast(ENCODER, new HttpResponseEncoder());
        line.addLast(EXCHANGE, new Http1Handler(door, line.get(Patience.class)));
    }

    /** Each stream has a line of its own, which begins with {@link StreamPipeline}. */
    static void http2(ChannelPipeline line, HttpDoor door) {
        line.get(Patience.class).begin(Patience.Wait.NEXT);
        StreamsHandler streams = new StreamsHandler(line.get(Patience.class));
        line.addLast("linger", new LingerHandler());
        line.addLast("http2", Http2Bounds.codec());
        line.addLast("streams", new Http2MultiplexHandler(new StreamPipeline(door, streams)));
        line.addLast(EXCHANGE, streams);
    }

    /** Takes HTTP out, from the bottom to the top, and hands on what it has read ahead. */
    static void dismantle(ChannelPipeline line) {
        line.remove(EXCHANGE);
        line.remove(ENCODER);
        line.remove(PATIENCE);
        line.remove(READER);
        line.remove(DECODER);
    }
}
