package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.core.Valve.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShaperHandlerTest {
    private static final String PROTOCOL = "protocol";

    private final MockTicker clock = Ticker.newMockTicker();
    private final EmbeddedChannel channel = EmbeddedChannel.builder()
            .ticker(clock)
            .handlers(new ShaperHandler(1000, clock::nanoTime))
            .build();
    private final Tally tally = new Tally();
    private int heard;

    ShaperHandlerTest() {
        Connection.accept(channel, "listen.c2s[0]", tally);
        channel.pipeline().addLast(PROTOCOL, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ByteBuf bytes = (ByteBuf) message;
                heard += bytes.readableBytes();
                bytes.release();
            }
        });
    }

    @AfterEach
    void leavesNothingBehind() {
        channel.finishAndReleaseAll();
    }

    private void hear(int bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    private void pass(long millis) {
        clock.advance(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private boolean reads() {
        return channel.config().isAutoRead();
    }

    @Test
    void letsThroughWhatWasReadAndPutsTheNextReadOff() {
        hear(1500);
        assertThat(heard).isEqualTo(1500);
        assertThat(reads()).isFalse();

        pass(499);
        assertThat(reads()).isFalse();
        pass(1);
        assertThat(reads()).isTrue();
    }

    @Test
    void knowsWhetherItHasHadSomethingWait() {
        ShaperHandler shaper = channel.pipeline().get(ShaperHandler.class);
        hear(500);
        assertThat(shaper.hasWaited()).isFalse();

        hear(1500);
        assertThat(shaper.hasWaited()).isTrue();
        assertThat(shaper.hasWaited()).as("still waits").isTrue();
        pass(2000);
        assertThat(shaper.hasWaited()).as("has waited since").isTrue();
        assertThat(shaper.hasWaited()).isFalse();
    }

    @Test
    void countsWhatArrivesAlthoughItWaits() {
        hear(1500);
        hear(500);

        pass(999);
        assertThat(reads()).isFalse();
        assertThat(tally.pauses()).isEqualTo(1);
        pass(1);
        assertThat(reads()).isTrue();
    }

    @Test
    void doesNotReadForSomebodyElseWhoWaits() {
        Valve valve = Valve.of(channel);
        hear(1500);
        valve.shut(Reason.STREAM);
        pass(500);
        assertThat(reads()).isFalse();

        valve.open(Reason.STREAM);
        assertThat(reads()).isTrue();
    }

    @Test
    void keepsWhatIsOwedWhenTheRateStaysTheSame() {
        hear(1000);
        ShaperHandler.shape(channel.pipeline(), PROTOCOL, OptionalInt.of(1000));
        hear(1);

        assertThat(reads()).isFalse();
    }

    @Test
    void beginsAnewWithAnotherRate() {
        hear(1000);
        ShaperHandler.shape(channel.pipeline(), PROTOCOL, OptionalInt.of(5000));
        hear(5000);

        assertThat(reads()).isTrue();
    }

    @Test
    void isGoneWithoutARateAndLeavesTheChannelOpen() {
        hear(100_000);
        ShaperHandler.shape(channel.pipeline(), PROTOCOL, OptionalInt.empty());

        assertThat(reads()).isTrue();
        assertThat(channel.pipeline().get(ShaperHandler.class)).isNull();
        hear(100_000);
        assertThat(reads()).isTrue();
    }

    @Test
    void comesInFrontOfTheProtocolWhenThereIsARate() {
        EmbeddedChannel bare = new EmbeddedChannel();
        bare.pipeline().addLast(PROTOCOL, new ChannelInboundHandlerAdapter());

        ShaperHandler.shape(bare.pipeline(), PROTOCOL, OptionalInt.empty());
        assertThat(bare.pipeline().names()).startsWith(PROTOCOL);
        ShaperHandler.shape(bare.pipeline(), PROTOCOL, OptionalInt.of(1));
        assertThat(bare.pipeline().names()).startsWith("shaper", PROTOCOL);
    }
}
