package im.vestibule.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.PingSpec;
import im.vestibule.core.Connection;
import im.vestibule.core.Tally;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Sessions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class C2sHandlerTest {
    private static final String OPENING = "<stream:stream xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams' to='door.test' version='1.0'>";

    private final Chores chores = new Chores();
    private final Effects effects = new Effects(chores);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        FastThreadLocal.removeAll();
        channel.freezeTime();
        Connection _ = Connection.accept(channel, "listen.c2s[0]", new Tally());
        channel.pipeline().addLast(new C2sPipeline(door("all")));
    }

    @AfterEach
    void close() {
        boolean _ = channel.finishAndReleaseAll();
        effects.close();
    }

    /** @param access rule for who may open a session */
    private C2sDoor door(String access) {
        C2sPolicy policy = C2sPolicies.pinged(
                new PingSpec(true, Duration.ofSeconds(60), PingSpec.TimeoutAction.KILL, Duration.ofSeconds(32)));
        Hosts hosts = policy.hosts();
        Sessions sessions = new Sessions();
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        Presences presences = new Presences(sessions, hosts, new Outside(components, Federation.none(hosts)));
        Binding binding = new Binding(hosts, sessions, presences, C2sPolicies.ACCOUNTS);
        Router router =
                new Router(hosts, sessions, C2sPolicies.ACCOUNTS, presences, components, Federation.none(hosts));
        return new C2sDoor(
                "listen.c2s[0]",
                new StreamTally(),
                policy,
                new C2sMachine(policy),
                access,
                "none",
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ZERO),
                Optional.empty(),
                Optional.empty(),
                C2sPolicies.ACCOUNTS,
                binding,
                router,
                new Resumptions(hosts, router, binding, effects, InstantSource.system()),
                effects);
    }

    @Test
    void losesAPeerThatReadsNothingForHalfAMinute() {
        writable(false);
        pass(29_999, MILLISECONDS);
        assertThat(channel.isOpen()).isTrue();
        pass(1, MILLISECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void waitsForAnotherHalfMinuteOnceThePeerHasRead() {
        writable(false);
        pass(29, SECONDS);
        writable(true);
        pass(2, SECONDS);
        writable(false);
        pass(29, SECONDS);
        assertThat(channel.isOpen()).isTrue();
        pass(1, SECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    /** As if the kernel had nothing of it yet; a peer that reads slowly moves on in it. */
    @Test
    void keepsAPeerThatReadsSlowly() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        waiting.addMessage(Unpooled.wrappedBuffer(new byte[1_000]), 1_000, channel.newPromise());
        waiting.addFlush();
        writable(false);
        for (int i = 0; i < 10; i++) {
            pass(25, SECONDS);
            waiting.progress(1);
        }
        assertThat(channel.isOpen()).isTrue();
        pass(40, SECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    /** A timer would keep whatever waited for it. */
    @Test
    void nothingIsLeftOfAConnectionThatWasLostWhileItsPeerReadNothing() {
        writable(false);
        var _ = channel.close();
        channel.runPendingTasks();
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    /** Though what waits is so little that the channel is still writable. */
    @Test
    void losesAPeerThatDoesNotTakeTheLastWordWithinHalfAMinute() {
        takesNothing();
        say(channel, OPENING + "</stream:stream>");
        pass(29, SECONDS);
        assertThat(channel.isOpen()).isTrue();
        pass(1, SECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    /** Whose handlers are gone, too. */
    @Test
    void asksNothingOfAConnectionThatIsGoneWhenItsSessionIsRefused() {
        Quiet line = new Quiet();
        C2sStream stream = new C2sStream(
                door("nobody"),
                LoopLocal.of(channel.eventLoop()),
                channel.eventLoop(),
                new C2sState.Binding(Jid.of("alice@door.test"), "en", 0),
                line,
                line,
                new Traffic(),
                Connection.of(channel));
        stream.on(new C2sEvent.Element(XmlElement.builder("iq", Ns.CLIENT)
                .attribute("type", "set")
                .child(XmlElement.of("bind", Ns.BIND))
                .build()));
        stream.lost(Cause.CONNECTION_LOST);
        assertThat(chores.work()).isTrue();
        channel.runPendingTasks();

        assertThat(line.asked).containsExactly("pause");
    }

    /** Nothing but that closes it. */
    @Test
    void closesOnAMistakeOfOursWhenTheLastWordIsSaid() {
        takesNothing();
        say(channel, OPENING + "</stream:stream>");
        channel.pipeline().fireExceptionCaught(new IllegalStateException("a mistake"));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void pingsAClientThatSaysNothingAndEndsItsStream() {
        login();
        pass(68, SECONDS);
        assertThat(heard()).contains("<ping xmlns='urn:xmpp:ping'/>");
        pass(40, SECONDS);
        assertThat(heard()).contains("<connection-timeout ");
    }

    /** RFC 6120 §4.6.1. */
    @Test
    void takesWhiteSpaceForASignOfLifeInPlaceOfAnAnswerToAPing() {
        login();
        for (int i = 0; i < 10; i++) {
            pass(30, SECONDS);
            say(channel, " ");
        }
        assertThat(heard()).isEmpty();
        pass(68, SECONDS);
        assertThat(heard()).contains("<ping xmlns='urn:xmpp:ping'/>");
        say(channel, "\n");
        pass(40, SECONDS);
        assertThat(heard()).isEmpty();
        assertThat(channel.isOpen()).isTrue();
    }

    private void login() {
        say(
                channel,
                OPENING
                        + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGFsaWNlAHNlY3JldA==</auth>");
        settle();
        say(
                channel,
                OPENING + "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                        + "<resource>home</resource></bind></iq>");
        settle();
        assertThat(heard()).contains("<jid>alice@door.test/home</jid>");
    }

    private void settle() {
        channel.runPendingTasks();
        while (chores.work()) {
            channel.runPendingTasks();
        }
    }

    /** Since the last time. */
    private String heard() {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(bytes.toString(UTF_8));
            bytes.release();
        }
        return text.toString();
    }

    /** As if the peer had stopped to read. */
    private void takesNothing() {
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                ReferenceCountUtil.release(message);
            }
        });
    }

    private static void say(EmbeddedChannel channel, String text) {
        boolean _ = channel.writeInbound(Unpooled.copiedBuffer(text, UTF_8));
    }

    private void writable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }

    /** What is due reckons from when it runs, so time does not jump. */
    private void pass(long time, TimeUnit unit) {
        for (long left = unit.toMillis(time); left > 0; left -= Math.min(left, 1_000)) {
            channel.advanceTimeBy(Math.min(left, 1_000), MILLISECONDS);
            long _ = channel.runScheduledPendingTasks();
        }
    }
}
