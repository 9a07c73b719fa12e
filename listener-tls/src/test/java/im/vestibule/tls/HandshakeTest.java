package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import io.netty.channel.ChannelFuture;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest {
    private static final X509Bundle SERVER = Pki.server("door.test");

    @TempDir
    private Path directory;

    private Table table(Module module) {
        return new Table(module).certfile(Pki.pem(directory, SERVER));
    }

    private static TlsContext context(Table table, TlsUse use) {
        TlsContext.Result result = TlsContext.of(table.spec(), use);
        assertThat(result.faults()).isEmpty();
        return result.context().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "FAST_TLS, TLSv1.2", "FAST_TLS, TLSv1.3",
        "JUST_TLS, TLSv1.2", "JUST_TLS, TLSv1.3"
    })
    void carriesTextBothWays(Module module, String version) {
        try (TlsContext context = context(table(module), TlsUse.PLAIN);
                Line line = new Line(context, Client.jdk().version(version).engine())) {
            line.say("<stream/>");
            line.answer("<features/>");

            assertThat(line.heard.text).hasToString("<stream/>");
            assertThat(line.heardByClient.text).hasToString("<features/>");
            assertThat(line.tls.facts().version()).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void showsTheCertificateAndSpeaksWithBoringSslToo(Module module) throws Exception {
        SSLEngine client = Client.boringSsl().engine();
        try (TlsContext context = context(table(module), TlsUse.PLAIN);
                Line line = new Line(context, client)) {
            assertThat(line.handshaken()).isTrue();
            assertThat(client.getSession().getPeerCertificates()).contains(SERVER.getCertificate());
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void bidsNobodyFarewellWhoseConnectionIsLost(Module module) {
        try (TlsContext context = context(table(module), TlsUse.PLAIN);
                Line line = new Line(context, Client.jdk().engine());
                Line lost = new Line(context, Client.jdk().engine())) {
            lost.server.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
            ChannelFuture _ = lost.server.pipeline().close();
            ChannelFuture _ = line.server.pipeline().close();

            assertThat(line.wire()).isNotEmpty();
            assertThat(lost.wire()).isEmpty();
            assertThat(lost.server.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void tellsTheFacts(Module module) {
        TlsUse use = TlsUse.PLAIN.withAlpn("xmpp-client");
        SSLEngine client = Client.jdk()
                .version("TLSv1.3")
                .suites("TLS_AES_128_GCM_SHA256")
                .alpn("xmpp-client")
                .engine("Door.Test");
        try (TlsContext context = context(table(module), use);
                Line line = new Line(context, client)) {
            assertThat(line.tls.facts())
                    .isEqualTo(new TlsFacts(
                            "TLSv1.3",
                            "TLS_AES_128_GCM_SHA256",
                            Optional.of("door.test"),
                            Optional.of("xmpp-client"),
                            new PeerIdentity.Absent()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FAST_TLS, rsa2048, TLSv1.2", "FAST_TLS, rsa2048, TLSv1.3",
        "JUST_TLS, rsa2048, TLSv1.2", "JUST_TLS, rsa2048, TLSv1.3",
        "FAST_TLS, ecp384, TLSv1.2", "FAST_TLS, ecp384, TLSv1.3",
        "JUST_TLS, ecp384, TLSv1.2", "JUST_TLS, ecp384, TLSv1.3",
        "FAST_TLS, ed25519, TLSv1.2", "FAST_TLS, ed25519, TLSv1.3",
        "JUST_TLS, ed25519, TLSv1.2", "JUST_TLS, ed25519, TLSv1.3",
    })
    void takesKeysOfEveryKind(Module module, Algorithm algorithm, String version) throws Exception {
        X509Bundle bundle = Pki.signed(Pki.builder("CN=door.test").algorithm(algorithm), Pki.AUTHORITY);
        SSLEngine client = Client.jdk().version(version).engine();
        try (TlsContext context = context(new Table(module).certfile(Pki.pem(directory, bundle)), TlsUse.PLAIN);
                Line line = new Line(context, client)) {
            assertThat(line.failure()).isNull();
            assertThat(line.handshaken()).isTrue();
            assertThat(((X509Certificate) client.getSession().getPeerCertificates()[0]))
                    .isEqualTo(bundle.getCertificate());
        }
    }
}
