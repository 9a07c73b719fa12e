package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CountedTransportTest {
    private static final XmlElement STANZA = XmlElement.of("message", Ns.CLIENT);
    private static final String REQUEST = "<r xmlns='urn:xmpp:sm:3'/>";

    private final ChannelInboundHandlerAdapter stream = new ChannelInboundHandlerAdapter();
    private final EmbeddedChannel channel = new EmbeddedChannel(stream);
    private final CountedTransport transport;
    private boolean waited;
    private int silences;

    CountedTransportTest() {
        channel.freezeTime();
        ChannelHandlerContext context = channel.pipeline().context(stream);
        TcpTransport tcp = TcpTransport.server(new Outbox(context, new Flusher(channel.eventLoop()), new Traffic()));
        transport = new CountedTransport(tcp, channel.eventLoop(), () -> waited, () -> silences++);
        tcp.open("a.test", Optional.of("b.test"), Optional.empty(), true);
        transport.count();
        String _ = said();
    }

    @AfterEach
    void close() {
        boolean _ = channel.finishAndReleaseAll();
    }

    private String said() {
        channel.runPendingTasks();
        StringBuilder said = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            said.append(bytes.toString(StandardCharsets.UTF_8));
            boolean _ = bytes.release();
        }
        return said.toString();
    }

    private void pass(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        long _ = channel.runScheduledPendingTasks();
    }

    @Test
    void asksInTheSameBreath() {
        transport.send(STANZA);
        transport.send(STANZA);
        channel.runPendingTasks();

        assertThat(channel.outboundMessages()).hasSize(1);
        assertThat(said()).endsWith(REQUEST);
    }

    @Test
    void asksOnceBehindWhatIsSentInOnePass() {
        transport.send(STANZA);
        transport.send(STANZA);

        assertThat(said()).isEqualTo("<message/><message/>" + REQUEST);
        assertThat(transport.acknowledge(2)).isTrue();
        assertThat(said()).isEmpty();
    }

    @Test
    void givesUpOnAPeerThatDoesNotAnswer() {
        transport.send(STANZA);
        String _ = said();

        pass(CountedTransport.PATIENCE_SECONDS - 1);
        assertThat(silences).isZero();
        pass(1);
        assertThat(silences).isEqualTo(1);
    }

    @Test
    void doesNotGiveUpOnAPeerWhoseAnswerAShaperMayHold() {
        transport.send(STANZA);
        String _ = said();

        waited = true;
        pass(CountedTransport.PATIENCE_SECONDS);
        assertThat(silences).isZero();
        waited = false;
        pass(CountedTransport.PATIENCE_SECONDS - 1);
        assertThat(silences).isZero();
        pass(1);
        assertThat(silences).isEqualTo(1);
    }

    @Test
    void doesNotGiveUpOnAPeerThatAnswersBeforeItIsAsked() {
        transport.send(STANZA);
        transport.send(STANZA);
        assertThat(transport.acknowledge(1)).isTrue();
        String _ = said();

        assertThat(transport.acknowledge(2)).isTrue();
        pass(CountedTransport.PATIENCE_SECONDS);
        assertThat(silences).isZero();
    }

    @Test
    void asksNothingMoreBehindTheClosingTag() {
        transport.send(STANZA);
        transport.close();
        transport.stop();

        assertThat(said()).isEqualTo("<message/></stream:stream>");
        pass(CountedTransport.PATIENCE_SECONDS);
        assertThat(silences).isZero();
    }
}
