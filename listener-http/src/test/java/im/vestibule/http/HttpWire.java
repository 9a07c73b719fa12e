package im.vestibule.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import im.vestibule.config.HttpTimes;
import im.vestibule.config.Limit;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.Connection;
import im.vestibule.core.Tally;
import im.vestibule.xmpp.StreamTally;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A connection that speaks HTTP/1.1 with a test's own endpoints. Time passes on it when the test says so. */
final class HttpWire {
    /** What each of {@code [[listen.http]]}'s times is here. */
    static final Duration LONG = Duration.ofMinutes(10);

    private static final SocketSpec SOCKET =
            new SocketSpec(new InetSocketAddress(0), 1, 1, Limit.INFINITY, false, false, Optional.empty(), false);

    final EmbeddedChannel channel = new EmbeddedChannel();

    HttpWire(HttpTally tally, Place... places) {
        channel.freezeTime();
        Connection.accept(channel, "listen.http[0]", new Tally());
        channel.pipeline()
                .addLast(new HttpPipeline(new HttpDoor(
                        SOCKET,
                        new HttpTimes(LONG, LONG, LONG, LONG),
                        new Router(List.of(places)),
                        new ResponseWriter("", false),
                        Optional.empty(),
                        Optional.empty(),
                        tally,
                        new StreamTally())));
    }

    /** @return what is heard at once */
    String say(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
        return heard();
    }

    String heard() {
        channel.runPendingTasks();
        StringBuilder heard = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            heard.append(part.toString(US_ASCII));
            part.release();
        }
        return heard.toString();
    }

    void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    void close() {
        channel.finishAndReleaseAll();
    }
}
