package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.StreamHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketDecoderTest {
    private static final FrameLimits LIMITS = new FrameLimits(200, 16, 100, 16);
    private static final int KEY = 0x12A456C8;
    private static final int TEXT = 0x81;
    private static final String OPEN = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='door.test'/>";
    private static final String PRESENCE = "<presence xmlns='jabber:client'/>";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final LoopLocal loop = LoopLocal.of(channel.eventLoop());
    private final WebSocketDecoder decoder =
            new WebSocketDecoder(Allowance.lasting(LIMITS), loop, new Traffic(), false, null);
    private final List<String> heard = new ArrayList<>();
    private Consumer<String> reaction = event -> {};

    WebSocketDecoderTest() {
        channel.pipeline().addLast(decoder, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                String event = switch (message) {
                    case Frame frame -> frame.tree().toString();
                    case StreamHeader header ->
                        "header to " + header.attribute("to").orElseThrow();
                    case Control.Ping(ByteBuf payload) -> "ping " + payload.toString(StandardCharsets.UTF_8);
                    case Control.Fault(int code, var error) ->
                        code + " " + error.condition().element();
                    default -> message.toString();
                };
                heard.add(event);
                reaction.accept(event);
            }
        });
    }

    @AfterEach
    void leavesNothingBehind() {
        boolean _ = channel.finishAndReleaseAll();
    }

    private static ByteBuf frame(int first, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.directBuffer().writeByte(first);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        }
        frame.writeInt(KEY);
        // Twice the same is as if nothing had happened.
        int _ = Masking.undo(payload, 0, payload.length, KEY);
        return frame.writeBytes(payload);
    }

    private void say(ByteBuf bytes) {
        boolean _ = channel.writeInbound(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 50, 1000})
    void hearsTheSameHoweverTheBytesAreCut(int size) {
        ByteBuf all = Unpooled.wrappedBuffer(
                frame(TEXT, OPEN),
                frame(0x01, PRESENCE.substring(0, 5)),
                frame(0x89, "there?"),
                frame(0x80, PRESENCE.substring(5)),
                frame(TEXT, ""),
                frame(TEXT, "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>"));
        while (all.isReadable()) {
            say(all.readBytes(Math.min(size, all.readableBytes())));
        }
        all.release();
        assertThat(heard).containsExactly("header to door.test", "ping there?", PRESENCE, "INSTANCE");
    }

    @Test
    void keepsWhatComesWhileItIsPaused() {
        reaction = event -> decoder.pause();
        say(Unpooled.wrappedBuffer(frame(TEXT, OPEN), frame(TEXT, PRESENCE), frame(TEXT, PRESENCE)));
        say(frame(TEXT, PRESENCE));
        assertThat(heard).hasSize(1);
        decoder.resume();
        assertThat(heard).hasSize(2);
        reaction = event -> {};
        decoder.resume();
        assertThat(heard).hasSize(4);
    }

    @Test
    void takesAMessageAtTheBoundAndNoneBeyond() {
        String most = "<presence xmlns='jabber:client'>" + "x".repeat(200 - 43) + "</presence>";
        say(frame(TEXT, most));
        say(frame(TEXT, most + " "));
        assertThat(heard).containsExactly(most, "1009 policy-violation");
    }

    @Test
    void holdsNoScratchMemoryBetweenMessages() {
        say(frame(TEXT, PRESENCE));
        assertThat(decoder.isAwake()).isFalse();
        say(frame(0x01, "<presence "));
        assertThat(decoder.isAwake()).isTrue();
        say(frame(0x80, "xmlns='jabber:client'/>"));
        assertThat(decoder.isAwake()).isFalse();
    }

    @Test
    void takesNothingBehindItsLastWord() {
        say(frame(TEXT, "nonsense"));
        say(frame(TEXT, PRESENCE));
        assertThat(heard).containsExactly("1000 not-well-formed");
        assertThat(decoder.hasEnded()).isTrue();
    }

    @Test
    void beginsAnewAfterAuthentication() {
        say(frame(TEXT, OPEN));
        decoder.restart(Allowance.lasting(LIMITS));
        say(frame(TEXT, OPEN));
        assertThat(heard).containsExactly("header to door.test", "header to door.test");
    }
}
