package im.vestibule.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;

/** One stream of HTTP/2: to what stands behind it a connection of its own, with one exchange. */
@Sharable
final class StreamPipeline extends ChannelInitializer<Channel> {
    private static final String PATIENCE = "patience";
    private static final String READER = "slow-reader";
    private static final String CODEC = "http";
    private static final String EXCHANGE = "exchange";

    private final HttpDoor door;
    private final StreamsHandler streams;

    StreamPipeline(HttpDoor door, StreamsHandler streams) {
        this.door = door;
        this.streams = streams;
    }

    @Override
    protected void initChannel(Channel stream) {
        streams.add(stream);
        Patience patience = new Patience(door.times());
        stream.pipeline()
                .addLast(READER, new SlowReaderHandler(door))
                .addLast(PATIENCE, patience)
                .addLast(CODEC, new StreamCodec())
                .addLast(EXCHANGE, new Http2Handler(door, patience));
    }

    /** Takes HTTP out and leaves the bytes that go over the stream. */
    static void dismantle(ChannelPipeline line) {
        line.remove(EXCHANGE);
        line.replace(CODEC, "data", new DataHandler());
        line.remove(PATIENCE);
        line.remove(READER);
    }
}
