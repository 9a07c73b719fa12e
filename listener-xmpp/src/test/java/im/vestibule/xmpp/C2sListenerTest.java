package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.C2sSpec;
import im.vestibule.config.Config;
import im.vestibule.core.Connection;
import im.vestibule.core.Tally;
import im.vestibule.model.Ns;
import im.vestibule.services.access.Rules;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.router.Router;
import im.vestibule.services.session.Sessions;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class C2sListenerTest {
    private final Effects effects = new Effects();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    /** What a loop's connections share goes by thread, and here each test has a loop of its own. */
    @BeforeEach
    void forgetOtherLoops() {
        FastThreadLocal.removeAll();
    }

    @AfterEach
    void close() {
        boolean _ = channel.finishAndReleaseAll();
        effects.close();
    }

    private static C2sSpec spec(String option) {
        String toml = """
            [general]
              hosts = ["door.test"]
              default_server_domain = "door.test"
            [auth.internal]
            [[listen.c2s]]
              port = 0
              c2s_state_timeout = "infinity"
            """;
        Config config = Config.read(toml + option, Path.of(""), "test").config().orElseThrow();
        return config.listen().c2s().getFirst();
    }

    /** A connection that has begun its stream. */
    private XmppDecoder connect(C2sSpec spec) {
        Hosts hosts = C2sPolicies.plain(StartTls.NONE).hosts();
        Sessions sessions = new Sessions();
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        Presences presences = new Presences(sessions, hosts, new Outside(components, Federation.none(hosts)));
        Binding binding = new Binding(hosts, sessions, presences, C2sPolicies.ACCOUNTS);
        Router router =
                new Router(hosts, sessions, C2sPolicies.ACCOUNTS, presences, components, Federation.none(hosts));
        C2sListener.Services services = new C2sListener.Services(
                "door.test",
                "en",
                hosts,
                C2sPolicies.ACCOUNTS,
                binding,
                router,
                new Resumptions(hosts, router, binding, effects, InstantSource.system()),
                effects,
                new Tallies());
        channel.freezeTime();
        Connection _ = Connection.accept(channel, "listen.c2s[0]", new Tally());
        channel.pipeline()
                .addLast(C2sListener.door("listen.c2s[0]", spec, Optional.empty(), services)
                        .pipeline());
        String header =
                "<stream:stream xmlns='jabber:client' xmlns:stream='" + Ns.STREAMS + "' to='door.test' version='1.0'>";
        boolean _ = channel.writeInbound(Unpooled.copiedBuffer(header, StandardCharsets.UTF_8));
        return channel.pipeline().get(XmppDecoder.class);
    }

    private boolean isAwakeAfter(XmppDecoder decoder, int millis) {
        for (int i = 0; i < millis; i++) {
            channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            long _ = channel.runScheduledPendingTasks();
        }
        return decoder.isAwake();
    }

    @ParameterizedTest
    @CsvSource({"0, false, false", "800, true, false", "'\"infinity\"', true, true"})
    void hibernatesAfterTheSilenceThatTheFileSays(String value, boolean before, boolean after) {
        XmppDecoder decoder = connect(spec("  hibernate_after = " + value));

        assertThat(isAwakeAfter(decoder, 799)).isEqualTo(before);
        assertThat(isAwakeAfter(decoder, 200)).isEqualTo(after);
    }
}
