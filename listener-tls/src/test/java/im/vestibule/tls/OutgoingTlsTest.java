package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.tls.PeerIdentity.Reason;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** We call another server, which is the JDK's TLS here. */
class OutgoingTlsTest {
    private static final String USUAL = "TLSv1.2:TLSv1.3";

    @TempDir
    private Path directory;

    /** What came of a call. */
    private record Call(SslHandler ours, SslHandler theirs) {
        static Call of(OutgoingTls tls, CertifiedKey key, boolean direct) throws SSLException {
            SslContextBuilder builder = SslContextBuilder.forServer(new StubbornKeyManager(key))
                    .sslProvider(SslProvider.JDK)
                    .clientAuth(ClientAuth.OPTIONAL)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            "xmpp-server"));
            SslContext context = builder.build();
            SslHandler theirs = context.newHandler(UnpooledByteBufAllocator.DEFAULT);
            SslHandler ours = tls.newHandler(UnpooledByteBufAllocator.DEFAULT, "far.test", direct);
            EmbeddedChannel server = new EmbeddedChannel(theirs);
            EmbeddedChannel client = new EmbeddedChannel(ours, new Line.Ear());
            server.pipeline().addLast(new Line.Ear());
            boolean moved = true;
            while (moved) {
                moved = Line.carry(client, server);
                moved |= Line.carry(server, client);
            }
            return new Call(ours, theirs);
        }

        static Call of(OutgoingTls tls, X509Bundle server) throws SSLException {
            return of(tls, Pki.key(server), false);
        }

        boolean succeeds() {
            return ours.handshakeFuture().isSuccess();
        }
    }

    private Optional<Path> authority() {
        return Optional.of(Pki.certificate(directory, Pki.AUTHORITY));
    }

    private static OutgoingTls tls(Optional<Path> certfile, Optional<Path> cacertfile, String ciphers) {
        return OutgoingTls.of(certfile, cacertfile, ciphers).tls().orElseThrow();
    }

    @Test
    void takesAnyCertificateAndSaysWhatItIsWorth() throws SSLException {
        OutgoingTls tls = tls(Optional.empty(), authority(), USUAL);

        Call believed = Call.of(tls, Pki.server("far.test"));
        Call another = Call.of(tls, Pki.server("other.test"));
        Call stranger = Call.of(tls, Pki.signed(Pki.builder("CN=far.test").addSanDnsName("far.test"), Pki.STRANGER));

        assertThat(tls.server(believed.ours()))
                .isInstanceOfSatisfying(
                        PeerIdentity.Verified.class,
                        server -> assertThat(server.covers("far.test")).isTrue());
        assertThat(tls.server(another.ours()))
                .isInstanceOfSatisfying(
                        PeerIdentity.Verified.class,
                        server -> assertThat(server.covers("far.test")).isFalse());
        assertThat(tls.server(stranger.ours()))
                .isInstanceOfSatisfying(
                        PeerIdentity.Unverified.class,
                        server -> assertThat(server.reason()).isEqualTo(Reason.UNKNOWN_AUTHORITY));
    }

    @Test
    void believesNoAuthorityOfTheTestsWithoutCacertfile() throws SSLException {
        OutgoingTls tls = tls(Optional.empty(), Optional.empty(), USUAL);

        assertThat(tls.server(Call.of(tls, Pki.server("far.test")).ours())).isInstanceOf(PeerIdentity.Unverified.class);
    }

    @Test
    void showsItsOwnCertificate() throws Exception {
        X509Bundle own = Pki.server("door.test");
        OutgoingTls tls = tls(Optional.of(Pki.pem(directory, own)), authority(), USUAL);
        OutgoingTls bare = tls(Optional.empty(), authority(), USUAL);

        assertThat(tls.certificate())
                .hasValueSatisfying(shown -> assertThat(shown.hosts()).containsExactly("door.test"));
        assertThat(Call.of(tls, Pki.server("far.test"))
                        .theirs()
                        .engine()
                        .getSession()
                        .getPeerCertificates()[0])
                .isEqualTo(own.getCertificate());
        assertThat(bare.certificate()).isEmpty();
        assertThat(Call.of(bare, Pki.server("far.test")).succeeds()).isTrue();
    }

    @Test
    void saysWhomItWantsAndWhatForIfNobodyHasSaidSoYet() throws SSLException {
        OutgoingTls tls = tls(Optional.empty(), authority(), USUAL);
        CertifiedKey server = Pki.key(Pki.server("far.test"));

        Call direct = Call.of(tls, server, true);
        Call behindStartTls = Call.of(tls, server, false);

        assertThat(((ExtendedSSLSession) direct.theirs().engine().getSession()).getRequestedServerNames())
                .containsExactly(new SNIHostName("far.test"));
        assertThat(direct.theirs().applicationProtocol()).isEqualTo("xmpp-server");
        assertThat(behindStartTls.theirs().applicationProtocol()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, TLSv1.2, TLS_ECDHE_ECDSA_WITH_.*",
        "TLSv1.3, TLSv1.3, TLS_AES_.*",
        "ECDHE-ECDSA-AES256-GCM-SHA384:!TLSv1.3, TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
    })
    void usesTheCiphersOfTheFile(String ciphers, String version, String suite) throws SSLException {
        Call call = Call.of(tls(Optional.empty(), authority(), ciphers), Pki.server("far.test"));

        assertThat(call.theirs().engine().getSession().getProtocol()).isEqualTo(version);
        assertThat(call.theirs().engine().getSession().getCipherSuite()).matches(suite);
    }

    /** Whoever is called could send what it likes. */
    @Test
    void refusesAChainThatIsFarTooLong() throws SSLException {
        OutgoingTls tls = tls(Optional.empty(), authority(), USUAL);
        CertifiedKey key = Pki.key(Pki.server("far.test"));
        X509Certificate certificate = key.leaf();

        Call call =
                Call.of(tls, new CertifiedKey(List.of(), Collections.nCopies(1_000, certificate), key.key()), false);

        assertThat(call.succeeds()).isFalse();
        assertThat(call.ours().handshakeFuture().isDone()).isTrue();
    }

    @Test
    void tellsWhatIsWrongWithItsFiles() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nbroken");

        assertThat(OutgoingTls.of(Optional.of(broken), Optional.empty(), USUAL).faults())
                .extracting(TlsFault::key)
                .contains("certfile");
        assertThat(OutgoingTls.of(Optional.empty(), Optional.of(broken), USUAL).faults())
                .extracting(TlsFault::key)
                .contains("cacertfile");
        assertThat(OutgoingTls.of(Optional.empty(), authority(), "TLSv1:SSLv3").faults())
                .extracting(TlsFault::key)
                .contains("ciphers");
    }
}
