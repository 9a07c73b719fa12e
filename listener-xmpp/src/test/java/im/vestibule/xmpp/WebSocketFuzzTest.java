package im.vestibule.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.StreamHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes behind the handshake of a WebSocket: the same is heard however it is cut, and what Netty's own codec makes of the frames
 * is the same to us as the frames are.
 */
class WebSocketFuzzTest {
    private static final FrameLimits LIMITS = new FrameLimits(500, 8, 32, 16);
    private static final int KEY = 0x12A456C8;
    private static final String OPEN = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='door.test'/>";
    private static final String CHAT = "<message xmlns='jabber:client' to='a@b'><body>hi &amp; \u00E9</body></message>";

    static Stream<byte[]> conversations() {
        return Stream.of(
                        List.of(frame(0x81, OPEN), frame(0x81, CHAT), frame(0x88, "\u0003\u00E8")),
                        List.of(
                                frame(0x81, OPEN),
                                frame(0x01, CHAT.substring(0, 9)),
                                frame(0x89, "there?"),
                                frame(0x80, CHAT.substring(9))),
                        List.of(frame(0x81, ""), frame(0x8A, ""), frame(0x82, CHAT)),
                        List.of(frame(0x81, CHAT + CHAT), frame(0x81, "</stream:stream>")),
                        List.of(frame(0x81, "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>"), frame(0x88, "")),
                        List.of(frame(0x81, "<a>" + "x".repeat(300) + "</a>"), frame(0x80, "lost")))
                .map(frames -> {
                    ByteBuf all = Unpooled.wrappedBuffer(frames.toArray(ByteBuf[]::new));
                    return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(new byte[] {3}), all));
                });
    }

    /** Masked, with its length in as few bytes as it takes. */
    private static ByteBuf frame(int first, String text) {
        byte[] payload = text.getBytes(UTF_8);
        ByteBuf frame = Unpooled.buffer().writeByte(first);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        }
        int _ = Masking.undo(payload, 0, payload.length, KEY);
        return frame.writeInt(KEY).writeBytes(payload);
    }

    /** The first byte says where the others are cut. */
    @MethodSource("conversations")
    @FuzzTest
    void hearsTheSameHoweverItComes(byte[] input) {
        int step = input.length == 0 ? 1 : 1 + (input[0] & 0x3F);
        byte[] bytes = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        List<String> whole = hear(bytes, Math.max(1, bytes.length));

        assertThat(whole.stream().filter(WebSocketFuzzTest::isFault).count()).isLessThanOrEqualTo(1);
        assertThat(upToFault(hear(bytes, step))).isEqualTo(upToFault(whole));
        assertThat(upToFault(hear(bytes, 1))).isEqualTo(upToFault(whole));
        agreesWithNetty(bytes, whole);
    }

    private static boolean isFault(String event) {
        return event.startsWith("fault");
    }

    /** How many of the frames behind it are still heard does not matter. */
    private static List<String> upToFault(List<String> heard) {
        int before = (int) heard.stream().takeWhile(event -> !isFault(event)).count();
        return heard.subList(0, Math.min(heard.size(), before + 1));
    }

    /** Up to the first frame that either of us does not take, all that Netty finds is heard. */
    private static void agreesWithNetty(byte[] bytes, List<String> whole) {
        EmbeddedChannel netty = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .maxFramePayloadLength(500)
                .closeOnProtocolViolation(false)
                .build()));
        boolean refused = false;
        try {
            boolean _ = netty.writeInbound(Unpooled.copiedBuffer(bytes));
        } catch (CorruptedFrameException | TooLongFrameException _) {
            refused = true;
        }
        EmbeddedChannel encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
        List<ByteBuf> again = new ArrayList<>();
        for (WebSocketFrame frame = netty.readInbound(); frame != null; frame = netty.readInbound()) {
            boolean binary = frame instanceof BinaryWebSocketFrame;
            boolean _ = encoder.writeOutbound(frame);
            for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
                again.add(part);
            }
            refused |= binary;
        }
        ByteBuf encoded = Unpooled.wrappedBuffer(again.toArray(ByteBuf[]::new));
        List<String> theirs = hear(ByteBufUtil.getBytes(encoded), Math.max(1, encoded.readableBytes()));
        encoded.release();
        boolean _ = netty.finishAndReleaseAll();
        boolean _ = encoder.finishAndReleaseAll();
        List<String> ours = whole.stream().takeWhile(event -> !isFault(event)).toList();
        List<String> sound = theirs.stream().takeWhile(event -> !isFault(event)).toList();
        if (refused || ours.size() < whole.size()) {
            assertThat(ours.subList(0, Math.min(ours.size(), sound.size())))
                    .isEqualTo(sound.subList(0, Math.min(ours.size(), sound.size())));
        } else {
            // Part of a message may have come before the rest of its frame.
            assertThat(ours.subList(0, sound.size())).isEqualTo(sound);
            assertThat(ours.size() - sound.size()).isBetween(0, 1);
        }
    }

    private static List<String> hear(byte[] bytes, int step) {
        List<String> heard = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel();
        LoopLocal loop = LoopLocal.of(channel.eventLoop());
        channel.pipeline()
                .addLast(
                        new WebSocketDecoder(Allowance.lasting(LIMITS), loop, new Traffic(), false, null),
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext context, Object message) {
                                heard.add(event(message));
                            }
                        });
        for (int at = 0; at < bytes.length; at += step) {
            boolean _ = channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(step, bytes.length - at)));
        }
        boolean _ = channel.finishAndReleaseAll();
        return heard;
    }

    private static String event(Object message) {
        return switch (message) {
            case Frame frame -> frame.tree().toString();
            case StreamHeader header -> "<open " + header.attributes() + ">";
            case Control.Ping(ByteBuf payload) -> "ping " + ByteBufUtil.hexDump(payload);
            case Control.Pong() -> "pong";
            case Control.Goodbye(int code) -> "bye " + code;
            // Which code goes with it may depend on how much had come.
            case Control.Fault(var _, var error) -> "fault " + error.condition().element();
            default -> message.toString();
        };
    }
}
