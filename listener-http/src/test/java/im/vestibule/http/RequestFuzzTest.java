package im.vestibule.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bytes are the same requests, however they are cut: nobody hides one from a proxy in front, or in another. */
class RequestFuzzTest {
    static Stream<byte[]> requests() {
        return Stream.of(
                        "\5GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.0\r\n\r\n",
                        "\1POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\nHost: a\r\n\r\n",
                        "\2POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nT: x\r\n\r\n",
                        "\3POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                        "\7GET /a HTTP/1.1\nHost: a\n\n",
                        "\1GET /a HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n",
                        "\1\r\n\r\nGET  /a  HTTP/1.1 \r\nHost : a\r\n\r\n")
                .map(request -> request.getBytes(ISO_8859_1));
    }

    /** The first byte says where the others are cut. */
    @MethodSource("requests")
    @FuzzTest
    void isTheSameHoweverItIsCut(byte[] input) {
        int step = input.length == 0 ? 1 : 1 + (input[0] & 0x3F);
        byte[] bytes = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        List<String> whole = read(bytes, Math.max(1, bytes.length));

        assertThat(read(bytes, step)).isEqualTo(whole);
        assertThat(read(bytes, 1)).isEqualTo(whole);
        assertThat(whole.stream().filter("broken"::equals).count())
                .as("nothing is read behind what cannot be")
                .isLessThanOrEqualTo(1);
        assertThat(!whole.contains("broken") || whole.getLast().equals("broken"))
                .isTrue();
    }

    /** A line for each request's head, one for its body, and {@code broken}. */
    private static List<String> read(byte[] bytes, int step) {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder());
        List<String> found = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (int at = 0; at < bytes.length; at += step) {
            boolean _ = channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(step, bytes.length - at)));
            for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
                note(next, found, body);
                ReferenceCountUtil.release(next);
            }
        }
        if (!body.isEmpty()) {
            found.add("part of a body " + body);
        }
        boolean _ = channel.finishAndReleaseAll();
        return found;
    }

    private static void note(Object next, List<String> found, StringBuilder body) {
        if (next instanceof HttpRequest request) {
            found.add(
                    request.decoderResult().isFailure()
                            ? "broken"
                            : request.method() + " " + request.uri() + " " + request.protocolVersion() + " "
                                    + request.headers().entries());
        }
        if (next instanceof HttpContent content) {
            body.append(content.content().toString(ISO_8859_1));
            if (next instanceof LastHttpContent last && !found.getLast().equals("broken")) {
                found.add(
                        last.decoderResult().isFailure()
                                ? "broken"
                                : "body " + body + " " + last.trailingHeaders().entries());
                body.setLength(0);
            }
        }
    }
}
