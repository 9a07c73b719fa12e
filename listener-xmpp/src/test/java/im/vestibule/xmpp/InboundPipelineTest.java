package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.core.Connection;
import im.vestibule.core.Connector;
import im.vestibule.core.Loops;
import im.vestibule.core.Tally;
import im.vestibule.core.Transport;
import im.vestibule.model.FrameLimits;
import im.vestibule.services.access.Rules;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Sessions;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboundPipelineTest {
    private static final FrameLimits LIMITS = new FrameLimits(10_000, 32, 32, 32);

    private final Chores chores = new Chores();
    private final Effects effects = new Effects(chores);
    private final Loops loops = Loops.start(Transport.NIO, 1);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        FastThreadLocal.removeAll();
        channel.freezeTime();
        Connection _ = Connection.accept(channel, "listen.s2s[0]", new Tally());
        channel.pipeline().addLast(new InboundPipeline(door()));
    }

    @AfterEach
    void close() {
        boolean _ = channel.finishAndReleaseAll();
        effects.close();
        loops.close();
    }

    private InboundDoor door() {
        Hosts hosts = C2sPolicies.plain(StartTls.NONE).hosts();
        Sessions sessions = new Sessions();
        Federation federation = Federation.none(hosts);
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        Presences presences = new Presences(sessions, hosts, new Outside(components, federation));
        Router router = new Router(hosts, sessions, C2sPolicies.ACCOUNTS, presences, components, federation);
        Caller.Terms terms = new Caller.Terms(
                local -> {
                    throw new IllegalStateException("nobody is called");
                },
                local -> {
                    throw new IllegalStateException("nobody is called");
                },
                local -> InboundChat.KEYS,
                OptionalLong.empty(),
                LIMITS,
                LIMITS,
                "none");
        StreamTally tally = new StreamTally();
        return new InboundDoor(
                "listen.s2s[0]",
                tally,
                InboundChat.machine(UseStarttls.FALSE),
                "none",
                Optional.empty(),
                OptionalLong.empty(),
                LIMITS,
                LIMITS,
                Optional.empty(),
                Optional.of(Duration.ZERO),
                Optional.empty(),
                components,
                federation,
                new Caller(new Connector(loops, "s2s"), router, components::rules, effects, tally, terms),
                router,
                effects);
    }

    private void say(String text) {
        boolean _ = channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
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

    /** What is due reckons from when it runs, so time does not jump. */
    private void pass(long seconds) {
        for (long i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            long _ = channel.runScheduledPendingTasks();
        }
    }

    private void greet() {
        say("<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'"
                + " to='door.test' from='far.test' version='1.0'>");
        assertThat(said()).contains("</stream:features>");
    }

    @Test
    void endsAStreamOnWhichNothingIsProven() {
        greet();

        pass(59);
        assertThat(said()).isEmpty();
        pass(1);

        assertThat(said()).contains("<connection-timeout ").endsWith("</stream:stream>");
    }

    /** As when whoever is to be asked cannot be looked for, by a mistake of ours. */
    @Test
    void answersAKeyThatCannotBeAskedAbout() {
        greet();

        say("<db:result xmlns:db='jabber:server:dialback' from='far.test' to='door.test'>key</db:result>");
        assertThat(chores.work()).isTrue();

        assertThat(said()).contains("type='error'", "<internal-server-error ");
    }

    @Test
    void endsAStreamThatHasBeenSilentForTenMinutesWithoutAComplaint() {
        greet();
        // As if something had been proven.
        channel.pipeline().remove(C2sPipeline.TIMEOUT);

        pass(InboundPipeline.IDLE_SECONDS - 1);
        say(" ");
        pass(InboundPipeline.IDLE_SECONDS - 1);
        assertThat(said()).isEmpty();
        pass(1);

        assertThat(said()).isEqualTo("</stream:stream>");
    }
}
