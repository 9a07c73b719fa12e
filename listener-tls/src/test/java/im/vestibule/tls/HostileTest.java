package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server must withstand from somebody who means no good. */
class HostileTest {
    private static final TlsUse XMPP = TlsUse.PLAIN.withAlpn("xmpp-client").withHandshakeTimeout(Duration.ofSeconds(3));

    @TempDir
    private Path directory;

    private TlsContext context(Module module) {
        Table table = new Table(module).certfile(Pki.pem(directory, Pki.server("door.test")));
        return TlsContext.of(table.spec(), XMPP).context().orElseThrow();
    }

    private static Optional<TlsFailure> failure(Line line) {
        return line.heard.events.stream()
                .filter(SslHandshakeCompletionEvent.class::isInstance)
                .map(event -> ((SslHandshakeCompletionEvent) event).cause())
                .map(TlsFailure::of)
                .findFirst();
    }

    /** T03. */
    @ParameterizedTest
    @CsvSource({
        "FAST_TLS, ''", "FAST_TLS, 160301", "FAST_TLS, 1603010200010001fc0303",
        "JUST_TLS, ''", "JUST_TLS, 160301", "JUST_TLS, 1603010200010001fc0303"
    })
    void hangsUpOnAHandshakeThatIsLeftHanging(Module module, String beginning) {
        try (TlsContext context = context(module);
                Line line = new Line(context)) {
            line.wire(beginning);
            line.server.advanceTimeBy(2999, TimeUnit.MILLISECONDS);
            line.server.runScheduledPendingTasks();
            assertThat(line.server.isOpen()).isTrue();

            line.server.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            line.server.runScheduledPendingTasks();

            assertThat(line.server.isOpen()).isFalse();
            assertThat(failure(line)).contains(TlsFailure.TIMEOUT);
        }
    }

    /** T04: a ClientHello of the version and of no later one; the alert is protocol_version. */
    @ParameterizedTest
    @CsvSource({
        "FAST_TLS, 0300", "FAST_TLS, 0301", "FAST_TLS, 0302",
        "JUST_TLS, 0300", "JUST_TLS, 0301", "JUST_TLS, 0302"
    })
    void refusesOldVersions(Module module, String version) {
        String random = "00".repeat(32);
        String suites = "0006" + "c013" + "c009" + "002f";
        String body = version + random + "00" + suites + "0100";
        String hello = record("0100%04x".formatted(body.length() / 2) + body);
        try (TlsContext context = context(module);
                Line line = new Line(context)) {
            String answer = line.wire(hello);

            assertThat(answer).matches("1503[0-9a-f]{2}000202(46|28)");
            assertThat(line.server.isOpen()).isFalse();
            assertThat(failure(line)).contains(TlsFailure.HANDSHAKE);
        }
    }

    /** T05: the connection ends at the first try, so a thousand are a thousand connections. */
    @ParameterizedTest
    @EnumSource(Module.class)
    void refusesRenegotiation(Module module) {
        SSLEngine client = Client.jdk().version("TLSv1.2").engine();
        try (TlsContext context = context(module);
                Line line = new Line(context, client)) {
            line.say("before");
            SslHandler handler = line.client.pipeline().get(SslHandler.class);
            Future<Channel> _ = handler.renegotiate();
            line.client.flush();
            line.run();

            assertThat(line.server.isOpen()).isFalse();
            assertThat(line.heard.text).hasToString("before");
            // A scanner takes an orderly end for consent.
            assertThat(handler.sslCloseFuture().isSuccess()).isFalse();
        }
    }

    /** The first nine bytes of a ClientHello of 16 MiB. */
    @ParameterizedTest
    @EnumSource(Module.class)
    void t06RefusesAnEndlessClientHelloAtItsHeader(Module module) {
        try (TlsContext context = context(module);
                Line line = new Line(context)) {
            String answer = line.wire("1603014000" + "01ffffff");

            assertThat(answer).isEqualTo("1503030002022f");
            assertThat(line.server.isOpen()).isFalse();
            assertThat(failure(line)).contains(TlsFailure.HELLO_TOO_LONG);
        }
    }

    /** Whoever hears of the failure may hang up at once. */
    @ParameterizedTest
    @EnumSource(Module.class)
    void t06SaysWhyBeforeAnybodyHangsUp(Module module) {
        try (TlsContext context = context(module);
                Line line = new Line(context)) {
            String tls = line.server.pipeline().context(line.tls).name();
            line.server.pipeline().addAfter(tls, "hasty", new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                    ChannelFuture _ = ctx.close();
                }
            });

            assertThat(line.wire("1603014000" + "01ffffff")).isEqualTo("1503030002022f");
        }
    }

    /** After a whole and honest ClientHello. */
    @ParameterizedTest
    @EnumSource(Module.class)
    void t06RefusesOtherMessagesThatAreEndless(Module module) {
        try (TlsContext context = context(module);
                Line line = new Line(context)) {
            line.wire(hello12());
            assertThat(line.server.isOpen()).isTrue();

            line.wire(record("10ffffff" + "00".repeat(64)));

            assertThat(line.server.isOpen()).isFalse();
            assertThat(failure(line)).contains(TlsFailure.HANDSHAKE);
        }
    }

    /** T07 and T02. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FAST_TLS | <?xml version='1.0'?><stream:stream xmlns='jabber:client'>
            JUST_TLS | <?xml version='1.0'?><stream:stream xmlns='jabber:client'>
            FAST_TLS | GET / HTTP/1.1
            JUST_TLS | GET / HTTP/1.1
            FAST_TLS | SSH-2.0-OpenSSH_9.9
            JUST_TLS | SSH-2.0-OpenSSH_9.9
            """)
    void hangsUpOnWhatIsNoTls(Module module, String text) {
        try (TlsContext context = context(module);
                Line line = new Line(context)) {
            String answer = line.wire(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));

            assertThat(line.server.isOpen()).isFalse();
            assertThat(failure(line)).contains(TlsFailure.NOT_TLS);
            assertThat(line.heard.text).isEmpty();
            // Nothing, or an alert in the clear.
            assertThat(answer).matches("(1503[0-9a-f]{2}000202[0-9a-f]{2})?");
        }
    }

    /** The alert is no_application_protocol. */
    @ParameterizedTest
    @CsvSource({"FAST_TLS, TLSv1.2", "FAST_TLS, TLSv1.3", "JUST_TLS, TLSv1.2", "JUST_TLS, TLSv1.3"})
    void t08RefusesProtocolsThatItDoesNotSpeak(Module module, String version) {
        SSLEngine client = Client.jdk().version(version).alpn("h2", "http/1.1").engine();
        try (TlsContext context = context(module);
                Line line = new Line(context, client)) {
            assertThat(line.server.isOpen()).isFalse();
            assertThat(failure(line)).contains(TlsFailure.NO_APPLICATION_PROTOCOL);
            assertThat(line.heardByClient.errors)
                    .anySatisfy(error -> assertThat(error).hasMessageContaining("no_application_protocol"));
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void choosesAProtocolOrGoesOnWithoutOne(Module module) {
        try (TlsContext context = context(module);
                Line chosen =
                        new Line(context, Client.jdk().alpn("h2", "xmpp-client").engine());
                Line none = new Line(context, Client.jdk().engine())) {
            assertThat(chosen.tls.facts().alpn()).contains("xmpp-client");
            assertThat(none.tls.facts().alpn()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void tellsAClientThatWentAwayFromOneThatWasTooSlow(Module module) {
        try (TlsContext context = context(module);
                Line line = new Line(context)) {
            line.wire("16030102");
            ChannelFuture _ = line.server.close();

            assertThat(failure(line)).contains(TlsFailure.CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void readsAHelloByteByByte(Module module) {
        try (TlsContext context = context(module);
                Line line = new Line(context)) {
            String hello = hello12();
            StringBuilder answer = new StringBuilder();
            for (int i = 0; i < hello.length(); i += 2) {
                answer.append(line.wire(hello.substring(i, i + 2)));
            }

            assertThat(answer.toString()).startsWith("160303");
            assertThat(line.server.isOpen()).isTrue();
        }
    }

    /** Of TLS 1.2 with an ECDSA suite, P-256, and nothing else. */
    private static String hello12() {
        String groups = "000a" + "0004" + "0002" + "0017";
        String signatures = "000d" + "0004" + "0002" + "0403";
        String extensions = groups + signatures;
        String body = "0303" + "00".repeat(32) + "00" + "0002c02b" + "0100" + "%04x".formatted(extensions.length() / 2)
                + extensions;
        return record("0100%04x".formatted(body.length() / 2) + body);
    }

    private static String record(String message) {
        return "160301%04x".formatted(message.length() / 2) + message;
    }
}
