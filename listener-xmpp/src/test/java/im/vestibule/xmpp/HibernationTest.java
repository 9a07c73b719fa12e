package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.FrameLimits;
import im.vestibule.model.Ns;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HibernationTest {
    private static final Allowance ALL = Allowance.lasting(new FrameLimits(10_000, 16, 100, 16));
    private static final String HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='" + Ns.STREAMS + "' to='door.test' version='1.0'>";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final LoopLocal loop = LoopLocal.of(channel.eventLoop());

    HibernationTest() {
        channel.freezeTime();
    }

    @AfterEach
    void leavesNothingBehind() {
        channel.finishAndReleaseAll();
    }

    private XmppDecoder decoder(Optional<Duration> after) {
        Hibernation hibernation = after.filter(Duration::isPositive)
                .map(time -> new Hibernation(channel.eventLoop(), time))
                .orElse(null);
        XmppDecoder decoder = new XmppDecoder(
                ALL, Ns.CLIENT, loop, new Traffic(), after.equals(Optional.of(Duration.ZERO)), hibernation);
        channel.pipeline().addLast(decoder, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {}
        });
        say(HEADER);
        return decoder;
    }

    private void say(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    private boolean timerRuns() {
        return channel.runScheduledPendingTasks() >= 0;
    }

    @Test
    void keepsNothingAtAllIfItIsToSleepAtOnce() {
        XmppDecoder decoder = decoder(Optional.of(Duration.ZERO));
        say("<iq/>");

        assertThat(decoder.isAwake()).isFalse();
        assertThat(timerRuns()).isFalse();
    }

    @Test
    void fallsAsleepAfterTheSilenceItIsToldAndNotBefore() {
        XmppDecoder decoder = decoder(Optional.of(Duration.ofMillis(800)));
        say("<iq/>");

        pass(800);
        assertThat(decoder.isAwake()).isTrue();
        pass(100);
        assertThat(decoder.isAwake()).isFalse();
        assertThat(timerRuns()).isFalse();
    }

    @Test
    void staysAwakeAsLongAsSomethingComesAndWakesUpAgain() {
        XmppDecoder decoder = decoder(Optional.of(Duration.ofMillis(800)));
        for (int i = 0; i < 10; i++) {
            say(" ");
            pass(700);
            assertThat(decoder.isAwake()).isTrue();
        }
        pass(300);
        assertThat(decoder.isAwake()).isFalse();

        say("<iq/>");
        assertThat(decoder.isAwake()).isTrue();
        pass(900);
        assertThat(decoder.isAwake()).isFalse();
    }

    @Test
    void neverLetsGoOfHalfAnElement() {
        XmppDecoder decoder = decoder(Optional.of(Duration.ofMillis(80)));
        say("<message><body>half");
        pass(1_000);
        assertThat(decoder.isAwake()).isTrue();

        say("</body></message>");
        pass(1_000);
        assertThat(decoder.isAwake()).isFalse();
    }

    @Test
    void neverSleepsIfItIsToldSo() {
        XmppDecoder decoder = decoder(Optional.empty());
        pass(10_000);

        assertThat(decoder.isAwake()).isTrue();
        assertThat(timerRuns()).isFalse();
    }

    @Test
    void forgetsWhoIsGone() {
        decoder(Optional.of(Duration.ofMillis(800)));
        channel.close().syncUninterruptibly();
        pass(100);

        assertThat(timerRuns()).isFalse();
    }
}
