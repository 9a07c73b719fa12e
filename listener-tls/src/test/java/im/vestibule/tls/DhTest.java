package im.vestibule.tls;

import static im.vestibule.tls.Pki.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.pkcs.DHParameter;
import org.bouncycastle.asn1.x9.DomainParameters;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.util.encoders.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DhTest {
    /** Neither is a group that the JDK would choose by itself. */
    static final BigInteger P2048 = DHStandardGroups.rfc3526_2048.getP();

    private static final BigInteger P3072 = DHStandardGroups.rfc3526_3072.getP();
    private static final BigInteger JDK_DEFAULT = DHStandardGroups.rfc7919_ffdhe2048.getP();
    private static final X509Bundle RSA =
            Pki.signed(Pki.builder("CN=door.test").algorithm(Algorithm.rsa2048), AUTHORITY);

    @TempDir
    private Path directory;

    private Path file(String type, ASN1Object parameters) throws IOException {
        return file(directory, type, parameters);
    }

    private static Path file(Path directory, String type, ASN1Object parameters) throws IOException {
        String base64 = Base64.toBase64String(parameters.getEncoded());
        return Pki.file(directory, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }

    private Path file(BigInteger p, long g) throws IOException {
        return file(directory, p, g);
    }

    static Path file(Path directory, BigInteger p, long g) throws IOException {
        return file(directory, "DH PARAMETERS", new DHParameter(p, BigInteger.valueOf(g), 0));
    }

    private Table table(Module module) {
        return new Table(module).certfile(Pki.pem(directory, RSA));
    }

    private static TlsContext context(Table table) {
        TlsContext.Result result = TlsContext.of(table.spec(), TlsUse.PLAIN);
        assertThat(result.faults()).isEmpty();
        return result.context().orElseThrow();
    }

    private List<String> faults(Path dhfile) {
        return TlsContext.of(table(Module.JUST_TLS).dhfile(dhfile).spec(), TlsUse.PLAIN).faults().stream()
                .map(fault -> fault.what().replaceAll("/.*/tls[0-9]+.pem", "FILE"))
                .toList();
    }

    /** A ClientHello of TLS 1.2 with a DHE suite and all the groups of RFC 7919. */
    private static String hello() {
        String groups = "000a" + "000c" + "000a" + "01000101010201030104";
        String signatures = "000d" + "0006" + "0004" + "08040401";
        String extensions = groups + signatures;
        String body = "0303" + "00".repeat(32) + "00" + "0002009e" + "0100" + "%04x".formatted(extensions.length() / 2)
                + extensions;
        String message = "01%06x".formatted(body.length() / 2) + body;
        return "160301%04x".formatted(message.length() / 2) + message;
    }

    /** The modulus in the ServerKeyExchange (RFC 5246 section 7.4.3), which is not encrypted. */
    static boolean offers(TlsContext context, BigInteger modulus) {
        try (Line line = new Line(context)) {
            String bytes = modulus.toString(16);
            return line.wire(hello()).contains("%04x".formatted(bytes.length() / 2) + bytes);
        }
    }

    @Test
    void usesTheParametersOfEachFile() throws Exception {
        Table dhe = table(Module.JUST_TLS).ciphers("DHE+AESGCM").versions("tlsv1.2");
        try (TlsContext own = context(dhe)) {
            assertThat(offers(own, JDK_DEFAULT)).isTrue();
        }
        try (TlsContext first = context(dhe.dhfile(file(P2048, 2)));
                TlsContext second = context(dhe.dhfile(file(P3072, 2)))) {
            assertThat(offers(first, P2048)).isTrue();
            assertThat(offers(second, P3072)).isTrue();
            assertThat(offers(first, P2048)).isTrue();
            assertThat(offers(first, JDK_DEFAULT)).isFalse();
        }
    }

    @Test
    void leavesOtherListenersAlone() throws Exception {
        Table dhe = table(Module.JUST_TLS).ciphers("DHE+AESGCM").versions("tlsv1.2");
        try (TlsContext own = context(dhe);
                TlsContext first = context(dhe.dhfile(file(P2048, 2)))) {
            assertThat(offers(first, P2048)).isTrue();
            assertThat(offers(own, JDK_DEFAULT)).isTrue();
        }
    }

    @Test
    void offersDheBecauseOfTheFile() throws Exception {
        try (TlsContext context = context(table(Module.JUST_TLS).dhfile(file(P2048, 2)));
                Line line = new Line(
                        context,
                        Client.jdk()
                                .version("TLSv1.2")
                                .suites("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256")
                                .engine())) {
            line.say("hello");
            assertThat(line.heard.text).hasToString("hello");
        }
    }

    @Test
    void convincesTheProgram() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (TlsContext context = context(table(Module.JUST_TLS).dhfile(file(P3072, 2)))) {
            Channel server = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline()
                                    .addLast(context.newHandler(channel.alloc()).orElseThrow());
                        }
                    })
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            int port = ((InetSocketAddress) server.localAddress()).getPort();

            String output = OpensslProgram.run(
                    "s_client", "-connect", "127.0.0.1:" + port, "-tls1_2", "-cipher", "DHE-RSA-AES256-GCM-SHA384");

            assertThat(output).contains("Server Temp Key: DH, 3072 bits");
            server.close().sync();
        } finally {
            loops.shutdownGracefully().sync();
        }
    }

    @Test
    void readsBothFormats() throws Exception {
        DomainParameters x942 = new DomainParameters(
                P2048, BigInteger.TWO, P2048.subtract(BigInteger.ONE).shiftRight(1), null, null);

        assertThat(faults(file("X9.42 DH PARAMETERS", x942))).isEmpty();
        assertThat(faults(file("DH PARAMETERS", new DHParameter(P2048, BigInteger.TWO, 256))))
                .isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        assertThat(faults(file(DHStandardGroups.rfc2409_1024.getP(), 2)))
                .containsExactly("DH parameters of 1024 bits cannot be used");
        assertThat(faults(file(P2048.subtract(BigInteger.TWO), 2)))
                .containsExactly("the DH parameters in FILE are unsound");
        assertThat(faults(file(P2048, 1))).containsExactly("the DH parameters in FILE are unsound");
        assertThat(faults(Pki.file(directory, "-----BEGIN DH PARAMETERS-----\nMAA=\n-----END DH PARAMETERS-----")))
                .containsExactly("the DH parameters in FILE are broken");
        assertThat(faults(Pki.certificate(directory, RSA))).containsExactly("FILE holds no DH parameters");
    }

    @Test
    void checksTheFileOfFastTlsToo() throws Exception {
        Table table = table(Module.FAST_TLS);

        assertThat(TlsContext.of(table.dhfile(Pki.certificate(directory, RSA)).spec(), TlsUse.PLAIN)
                        .context())
                .isEmpty();
        context(table.dhfile(file(P2048, 2))).close();
    }

    @Test
    void saysThatTheFileHasNoEffect() throws Exception {
        X509Bundle ec = Pki.server("door.test");
        Table table =
                new Table(Module.JUST_TLS).certfile(Pki.pem(directory, ec)).dhfile(file(P2048, 2));

        TlsContext.Result result = TlsContext.of(table.spec(), TlsUse.PLAIN);

        assertThat(result.faults())
                .extracting(TlsFault::toString)
                .containsExactly("warning: dhfile: no DHE suite is on, so it has no effect"
                        + " (such suites need TLS 1.2 and an RSA key)");
        result.context().orElseThrow().close();
    }
}
