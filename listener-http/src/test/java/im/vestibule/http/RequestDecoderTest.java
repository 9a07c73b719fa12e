package im.vestibule.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

    private final RequestDecoder decoder = new RequestDecoder();
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void hear(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, US_ASCII));
    }

    /** What came of it: a path for each request, its body, or {@code broken}. */
    private List<String> read() {
        List<String> read = new ArrayList<>();
        for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
            if (next instanceof HttpRequest request) {
                read.add(request.decoderResult().isFailure() ? "broken" : request.uri());
            }
            if (next instanceof HttpContent content && content.content().isReadable()) {
                ByteBuf body = content.content();
                read.add(body.toString(US_ASCII));
            }
            ReferenceCountUtil.release(next);
        }
        return read;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: a\r\nA: b\r\n\tc\r\n\r\n",
                "GET /a HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: a\r\n \r\n\r\n",
            })
    void refusesFoldedLinesHoweverTheyAreCut(String request) {
        for (int cut = 1; cut < request.length(); cut++) {
            EmbeddedChannel other = new EmbeddedChannel(new RequestDecoder());
            other.writeInbound(Unpooled.copiedBuffer(request.substring(0, cut), US_ASCII));
            other.writeInbound(Unpooled.copiedBuffer(request.substring(cut) + GET, US_ASCII));
            HttpRequest refused = other.readInbound();
            assertThat(refused.decoderResult().isFailure()).as("cut at %d", cut).isTrue();
            ReferenceCountUtil.release(refused);
            Object behind = other.readInbound();
            assertThat(behind).as("behind what cannot be read").isNull();
            other.finishAndReleaseAll();
        }
    }

    @Test
    void takesWhiteSpaceForWhatItIsElsewhere() {
        hear("\r\n\r\nPOST /a HTTP/1.1\r\nHost:  a \r\nContent-Length: 4\r\n\r\n \t\n " + GET);
        assertThat(read()).containsExactly("/a", " \t\n ", "/a");
    }

    @Test
    void leavesWhatItIsToHoldAsItIs() {
        decoder.hold(true);
        hear(GET + GET.replace("/a", "/b"));
        assertThat(read()).isEmpty();
        decoder.hold(false);
        assertThat(read()).containsExactly("/a", "/b");
        hear(GET);
        assertThat(read()).containsExactly("/a");
    }
}
