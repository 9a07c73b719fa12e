package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmppDecoderTest {
    private static final FrameLimits LIMITS = new FrameLimits(1000, 16, 100, 16);
    private static final String HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='" + Ns.STREAMS + "' to='door.test' version='1.0'>";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final LoopLocal loop = LoopLocal.of(channel.eventLoop());
    private final XmppDecoder decoder =
            new XmppDecoder(Allowance.early(LIMITS), Ns.CLIENT, loop, new Traffic(), Optional.of(Duration.ZERO));
    private final List<String> heard = new ArrayList<>();
    private BiConsumer<XmppDecoder, String> reaction = (decoder, event) -> {};

    XmppDecoderTest() {
        channel.pipeline().addLast(decoder, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                String event = switch (message) {
                    case Frame frame -> frame.tree().toString();
                    case StreamHeader header ->
                        "header to " + header.attribute("to").orElseThrow();
                    case StreamError error -> error.condition().element();
                    default -> message.toString();
                };
                heard.add(event);
                reaction.accept(decoder, event);
            }
        });
    }

    @AfterEach
    void leavesNothingBehind() {
        channel.finishAndReleaseAll();
    }

    private void say(String text) {
        channel.writeInbound(bytes(text));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 1000})
    void hearsTheSameHoweverTheBytesAreCut(int size) {
        String all = HEADER + " <message><body>hé</body></message><presence/>\n</stream:stream>";
        byte[] utf8 = all.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < utf8.length; from += size) {
            channel.writeInbound(Unpooled.copiedBuffer(utf8, from, Math.min(size, utf8.length - from)));
        }

        assertThat(heard)
                .containsExactly(
                        "header to door.test",
                        "<message xmlns='jabber:client'><body>hé</body></message>",
                        "<presence xmlns='jabber:client'/>",
                        "INSTANCE");
    }

    @Test
    void stopsBehindTheElementThatPausedReadingAndGoesOnThere() {
        reaction = (decoder, event) -> {
            if (event.startsWith("<iq")) {
                decoder.pause();
            }
        };
        say(HEADER + "<iq id='1'/><iq id='2'/><presence/>");
        assertThat(heard).containsExactly("header to door.test", "<iq xmlns='jabber:client' id='1'/>");
        assertThat(decoder.holds()).isTrue();

        decoder.resume();
        assertThat(heard).hasSize(3).endsWith("<iq xmlns='jabber:client' id='2'/>");

        decoder.resume();
        assertThat(heard).hasSize(4).endsWith("<presence xmlns='jabber:client'/>");
        assertThat(decoder.holds()).isFalse();
    }

    @Test
    void keepsTheOrderOfWhatArrivesWhileReadingIsPaused() {
        reaction = (decoder, event) -> decoder.pause();
        say(HEADER + "<iq id='1'/>");
        say("<iq id='2'/>");
        reaction = (decoder, event) -> {};

        decoder.resume();

        assertThat(heard)
                .containsExactly(
                        "header to door.test",
                        "<iq xmlns='jabber:client' id='1'/>",
                        "<iq xmlns='jabber:client' id='2'/>");
    }

    @Test
    void readsANewHeaderAfterARestart() {
        reaction = (decoder, event) -> {
            if (event.startsWith("<auth")) {
                decoder.restart(Allowance.early(LIMITS));
            }
        };
        say(HEADER + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>" + HEADER);

        assertThat(heard).hasSize(3).endsWith("header to door.test");
    }

    @Test
    void throwsAwayWhatComesBehindTheEnd() {
        reaction = (decoder, event) -> decoder.end();
        say(HEADER + "<message/>");
        say("<message/>");

        assertThat(heard).containsExactly("header to door.test");
    }

    @Test
    void reportsBrokenInputAndWhatIsTooLong() {
        say(HEADER + "<message></presence>");
        assertThat(heard).endsWith("not-well-formed");

        heard.clear();
        decoder.restart(Allowance.early(LIMITS));
        say(HEADER + "<message>" + "x".repeat(2000));
        assertThat(heard).containsExactly("header to door.test", "policy-violation");
    }

    @Test
    void leavesWhatArrivesWhilePausedAloneEvenIfNothingWasLeftOver() {
        say(HEADER);
        decoder.pause();
        say("<iq id='1'/>");
        assertThat(heard).hasSize(1);

        decoder.resume();
        assertThat(heard).hasSize(2);
    }

    @Test
    void takesSixteenElementsOfTheLargestKindAndNotAByteMore() {
        int most = 16 * 1000;
        say(HEADER + " ".repeat(most - HEADER.length()));
        assertThat(heard).hasSize(1);

        say(" ");
        assertThat(heard).hasSize(2).endsWith("policy-violation");
        say("<iq/>");
        assertThat(heard).hasSize(2);
    }

    @Test
    void takesSoManyElementsInAllAndNotOneMore() {
        say(HEADER);
        for (int i = 0; i < 16 * 100; i++) {
            say("<a/>");
        }
        assertThat(heard).hasSize(1 + 16 * 100).doesNotContain("policy-violation");

        say("<a/><a/>");
        assertThat(heard).hasSize(2 + 16 * 100).endsWith("policy-violation");
    }

    @Test
    void countsNothingOnceItMayLast() {
        decoder.restart(Allowance.lasting(LIMITS));
        say(HEADER);
        for (int i = 0; i < 200; i++) {
            say("<a>" + "x".repeat(900) + "</a>");
        }

        assertThat(heard).hasSize(201);
    }

    /** XEP-0388 §2.4. */
    @Test
    void tellsOfWhiteSpaceWhileItIsStrict() {
        say(HEADER + "<response/>");
        decoder.strict(true);
        say("<respo");
        say("nse> </response>");
        assertThat(heard).hasSize(3).doesNotContain("INSTANCE");
        say("\n<response/>");

        assertThat(heard).hasSize(4).last().isEqualTo("INSTANCE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "<presence/>", "<pres"})
    void tellsOfAnythingThatComesDuringAPauseWhileItIsStrict(String early) {
        say(HEADER);
        decoder.strict(true);
        reaction = (decoder, event) -> decoder.pause();
        say("<response/>" + early);

        assertThat(heard).hasSize(3).last().isEqualTo("INSTANCE");
        decoder.resume();
        say("<presence/>");
        assertThat(heard).hasSize(3);
    }

    @Test
    void tellsOfWhatComesLaterDuringAPauseWhileItIsStrict() {
        say(HEADER);
        decoder.strict(true);
        decoder.pause();
        say("<presence/>");

        assertThat(heard).hasSize(2).last().isEqualTo("INSTANCE");
    }
}
