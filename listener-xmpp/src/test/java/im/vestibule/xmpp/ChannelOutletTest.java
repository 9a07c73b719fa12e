package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.core.Connection;
import im.vestibule.core.Tally;
import im.vestibule.model.Ns;
import im.vestibule.model.Sink;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.model.XmlWriter;
import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelOutletTest {
    private static final XmlElement STANZA = XmlElement.of("presence", Ns.CLIENT);

    private final EventLoop loop = new DefaultEventLoop();
    private final Paper paper = new Paper();
    private final List<StreamError> endings = new ArrayList<>();
    private final Traffic traffic = new Traffic();
    private final Connection connection = Connection.accept(new EmbeddedChannel(), "listen.c2s[0]", new Tally());
    private final ChannelOutlet outlet =
            new ChannelOutlet(loop, new Inbox(loop), paper, traffic, connection, endings::add);

    @AfterEach
    void stop() {
        var _ = loop.shutdownGracefully();
    }

    /** Takes down what is sent, and claims to have as much queued as it is told. */
    private static final class Paper extends Mute {
        final List<String> sent = new ArrayList<>();
        long queued;
        Runnable flushed = () -> {};

        @Override
        public void send(XmlElement element) {
            sent.add(element.toString());
        }

        @Override
        public void encode(XmlElement stanza, Sink sink) {
            XmlWriter.standalone().write(stanza, sink);
        }

        @Override
        public void send(ByteBuf stanza) {
            sent.add(stanza.toString(StandardCharsets.UTF_8));
            stanza.release();
        }

        @Override
        public void flush() {
            flushed.run();
        }

        @Override
        public long queued() {
            return queued;
        }
    }

    private <T> T onLoop(Callable<T> call) throws Exception {
        return loop.submit(call).get();
    }

    @Test
    void sendsAtOnceFromItsOwnLoopAndThroughTheInboxFromElsewhere() throws Exception {
        assertThat(onLoop(() -> outlet.send(STANZA))).isTrue();
        assertThat(outlet.send(STANZA)).isTrue();

        assertThat(onLoop(() -> paper.sent))
                .containsExactly("<presence xmlns='jabber:client'/>", "<presence xmlns='jabber:client'/>");
        assertThat(traffic.moved()).isEqualTo(new Moved(0, 0, 0, 2));
    }

    @Test
    void endsTheStreamOfAPeerThatDoesNotRead() throws Exception {
        paper.queued = ChannelOutlet.BOUND;
        assertThat(onLoop(() -> outlet.send(STANZA))).isTrue();

        paper.queued = ChannelOutlet.BOUND + 1;
        assertThat(onLoop(() -> outlet.send(STANZA))).isFalse();

        assertThat(onLoop(() -> endings))
                .extracting(StreamError::condition)
                .containsExactly(StreamError.Condition.POLICY_VIOLATION);
        assertThat(outlet.send(STANZA)).isFalse();
    }

    @Test
    void offersWhatWasCollectedToTheKernelBeforeItGivesAPeerUp() throws Exception {
        paper.queued = ChannelOutlet.BOUND + 1;
        paper.flushed = () -> paper.queued = 0;

        assertThat(onLoop(() -> outlet.send(STANZA))).isTrue();
        assertThat(onLoop(() -> endings)).isEmpty();
    }

    @Test
    void boundsWhatIsUnderwayFromElsewhere() throws Exception {
        XmlElement large = XmlElement.of("message", Ns.CLIENT, "x".repeat(100_000));
        AtomicInteger taken = new AtomicInteger();
        var _ = onLoop(() -> {
            Thread elsewhere = Thread.ofPlatform().start(() -> {
                while (outlet.send(large)) {
                    taken.incrementAndGet();
                }
            });
            elsewhere.join();
            return elsewhere;
        });

        assertThat(taken).hasValue((int) (ChannelOutlet.BOUND / 100_000) + 1);
        assertThat(onLoop(() -> endings)).hasSize(1);
        assertThat(onLoop(() -> paper.sent)).isEmpty();
    }

    /** Otherwise whoever may send such a one could end anybody's stream, and mail of that size could never be delivered. */
    @Test
    void takesAStanzaFromElsewhereThatIsLargerThanTheBound() throws Exception {
        XmlElement huge = XmlElement.of("message", Ns.CLIENT, "x".repeat(2 * (int) ChannelOutlet.BOUND));

        assertThat(outlet.send(huge)).isTrue();

        assertThat(onLoop(() -> paper.sent)).hasSize(1);
        assertThat(onLoop(() -> endings)).isEmpty();
    }

    @Test
    void takesNothingOnceClosed() throws Exception {
        assertThat(onLoop(() -> outlet.leave(parcel -> {}))).isEmpty();

        assertThat(outlet.send(STANZA)).isFalse();
        assertThat(onLoop(() -> outlet.send(STANZA))).isFalse();
        assertThat(paper.sent).isEmpty();
    }

    @Test
    void handsBackWhatHasComeTooLate() throws Exception {
        List<String> strays = new ArrayList<>();
        List<Parcel> late = onLoop(() -> {
            Thread elsewhere = Thread.ofPlatform().start(() -> outlet.send(STANZA));
            elsewhere.join();
            return outlet.leave(parcel -> strays.add(new String(parcel.stanza(), StandardCharsets.UTF_8)));
        });

        assertThat(late).hasSize(1);
        assertThat(paper.sent).isEmpty();
        Parcel stray = late.getFirst();
        onLoop(() -> {
            outlet.arrive(Unpooled.wrappedBuffer(stray.stanza()), stray.receipt());
            return stray;
        });
        assertThat(strays).hasSize(1);
    }

    /** Its sender was told that it was taken. */
    @Test
    void findsAnotherWayForWhatWasTakenAndComesTooLate() throws Exception {
        List<String> strays = new ArrayList<>();
        AtomicInteger settled = new AtomicInteger();
        Receipt receipt = new Receipt() {
            @Override
            public void settle() {
                settled.incrementAndGet();
            }

            @Override
            public boolean abandon() {
                return true;
            }
        };
        Callable<Boolean> closing = () -> {
            outlet.strays(parcel -> {
                strays.add(new String(parcel.stanza(), StandardCharsets.UTF_8));
                parcel.receipt().settle();
            });
            // Nothing arrives while the loop is here.
            Thread sender = Thread.ofVirtual()
                    .start(() -> assertThat(outlet.send(STANZA, receipt)).isTrue());
            sender.join();
            List<Parcel> _ = outlet.leave(parcel -> {});
            return true;
        };
        assertThat(loop.submit(closing).get()).isTrue();
        assertThat(loop.submit(() -> strays).get()).containsExactly("<presence xmlns='jabber:client'/>");
        assertThat(paper.sent).isEmpty();
        assertThat(settled).hasValue(1);
        assertThat(outlet.send(STANZA)).isFalse();
    }
}
