package im.vestibule.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.core.Connection;
import im.vestibule.core.Tally;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesHandlerTest {
    private static final Pages NONE = (path, accept) -> Optional.empty();

    private final EmbeddedChannel channel = connection();

    private static EmbeddedChannel connection() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        Connection.accept(channel, "metrics", new Tally());
        channel.pipeline().addLast(new PagesPipeline(NONE));
        return channel;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private String answer(String request) {
        channel.writeInbound(Unpooled.copiedBuffer(request, US_ASCII));
        StringBuilder heard = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            heard.append(part.toString(US_ASCII));
            part.release();
        }
        return heard.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "'GARBAGE\r\n\r\n', 400",
        "'<stream:stream>\r\n\r\n', 400",
        "'GET metrics HTTP/1.1\r\n\r\n', 400",
        "'GET /metrics HTTP/1.1\r\nbad header\r\n\r\n', 400",
        "'POST /metrics HTTP/1.1\r\n\r\n', 405",
        "'GET /metrics HTTP/1.1\r\nContent-Length: 1\r\n\r\nx', 413",
        "'GET /metrics HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n', 413",
    })
    void refusesWhatIsNoPlainRequestAndCloses(String request, int status) {
        assertThat(answer(request)).startsWith("HTTP/1.1 " + status).containsIgnoringCase("connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void refusesARequestLineBeyondItsBound() {
        String line = "GET /" + "a".repeat(PagesPipeline.LINE) + " HTTP/1.1\r\n\r\n";
        assertThat(answer(line)).startsWith("HTTP/1.1 414");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void refusesHeadersBeyondTheirBound() {
        String headers = "GET / HTTP/1.1\r\nA: " + "a".repeat(PagesPipeline.HEADERS) + "\r\n\r\n";
        assertThat(answer(headers)).startsWith("HTTP/1.1 431");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesOnWhoeverDoesNotFinishARequest() {
        assertThat(answer("GET / HTTP/1.1\r\nA: ")).isEmpty();
        channel.advanceTimeBy(PagesHandler.PATIENCE_S, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }
}
