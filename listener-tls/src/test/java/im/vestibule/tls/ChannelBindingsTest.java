package im.vestibule.tls;

import static im.vestibule.tls.ChannelBindings.TLS_EXPORTER;
import static im.vestibule.tls.ChannelBindings.TLS_SERVER_END_POINT;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChannelBindingsTest {
    @TempDir
    private Path directory;

    private TlsContext context(Module module, X509Bundle bundle) {
        Table table = new Table(module).certfile(Pki.pem(directory, bundle));
        return TlsContext.of(table.spec(), TlsUse.PLAIN).context().orElseThrow();
    }

    private static byte[] exporter(SSLEngine client) throws Exception {
        return ((ExtendedSSLSession) client.getSession())
                .exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
    }

    @ParameterizedTest
    @CsvSource({
        "FAST_TLS, TLSv1.3, TLS_AES_128_GCM_SHA256",
        "FAST_TLS, TLSv1.3, TLS_AES_256_GCM_SHA384",
        "JUST_TLS, TLSv1.3, TLS_AES_128_GCM_SHA256",
        "JUST_TLS, TLSv1.3, TLS_AES_256_GCM_SHA384",
        "JUST_TLS, TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
    })
    void exportsWhatTheOtherEndExports(Module module, String version, String suite) throws Exception {
        SSLEngine client = Client.jdk().version(version).suites(suite).engine();
        try (TlsContext context = context(module, Pki.server("door.test"));
                Line line = new Line(context, client)) {
            Map<String, byte[]> bindings = line.tls.channelBindings();

            assertThat(bindings).containsOnlyKeys(TLS_EXPORTER, TLS_SERVER_END_POINT);
            assertThat(bindings.get(TLS_EXPORTER)).hasSize(32).isEqualTo(exporter(client));
            assertThat(line.tls.channelBindings()).isSameAs(bindings);
        }
    }

    @Test
    void exportsNothingWhereBoringSslSpeaksTls12() {
        try (TlsContext context = context(Module.FAST_TLS, Pki.server("door.test"));
                Line line = new Line(context, Client.jdk().version("TLSv1.2").engine())) {
            assertThat(line.tls.channelBindings()).containsOnlyKeys(TLS_SERVER_END_POINT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FAST_TLS, ecp256, SHA-256",
        "FAST_TLS, ecp384, SHA-384",
        "JUST_TLS, ecp256, SHA-256",
        "JUST_TLS, ecp384, SHA-384",
        "JUST_TLS, rsa2048, SHA-256"
    })
    void hashesTheCertificateAsItsSignatureDoes(Module module, Algorithm issuer, String hash) throws Exception {
        X509Bundle authority =
                Pki.selfSigned(Pki.builder("CN=ca").algorithm(issuer).setIsCertificateAuthority(true));
        X509Bundle bundle = Pki.signed(Pki.builder("CN=door.test"), authority);
        try (TlsContext context = context(module, bundle);
                Line line = new Line(context, Client.jdk().engine())) {
            assertThat(line.tls.channelBindings().get(TLS_SERVER_END_POINT))
                    .isEqualTo(MessageDigest.getInstance(hash)
                            .digest(bundle.getCertificate().getEncoded()));
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void hashesTheCertificateThatThisConnectionWasShown(Module module) throws Exception {
        X509Bundle other = Pki.server("other.test");
        Table table = new Table(module)
                .certfile(Pki.pem(directory, Pki.server("door.test")))
                .certificate(Pki.pem(directory, other), "other.test");
        try (TlsContext context =
                        TlsContext.of(table.spec(), TlsUse.PLAIN).context().orElseThrow();
                Line line = new Line(context, Client.jdk().engine("other.test"))) {
            assertThat(line.tls.channelBindings().get(TLS_SERVER_END_POINT))
                    .isEqualTo(MessageDigest.getInstance("SHA-256")
                            .digest(other.getCertificate().getEncoded()));
        }
    }

    @Test
    void offersNoEndPointForEd25519() {
        X509Bundle bundle = Pki.selfSigned(
                Pki.builder("CN=door.test").algorithm(Algorithm.ed25519).setIsCertificateAuthority(true));

        assertThat(ChannelBindings.endPoint(bundle.getCertificate())).isEmpty();
    }
}
