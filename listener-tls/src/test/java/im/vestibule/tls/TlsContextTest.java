package im.vestibule.tls;

import static im.vestibule.tls.Pki.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec;
import im.vestibule.config.TlsSpec.Module;
import im.vestibule.config.TlsSpec.VerifyMode;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsContextTest {
    private static final X509Bundle SERVER = Pki.server("door.test");

    @TempDir
    private Path directory;

    private Path pem = Path.of("");

    @BeforeEach
    void writeCertificate() {
        pem = Pki.pem(directory, SERVER);
    }

    private List<String> faults(Table table) {
        TlsContext.Result result = TlsContext.of(table.spec(), TlsUse.PLAIN);
        boolean fatal = result.faults().stream().anyMatch(fault -> fault.severity() == TlsFault.Severity.ERROR);
        assertThat(result.context().isPresent()).isEqualTo(!fatal);
        result.context().ifPresent(TlsContext::close);
        return result.faults().stream()
                .map(fault ->
                        fault.toString().replace(directory.toString(), "DIR").replaceAll("tls[0-9]+", "file"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void wantsACertificate(Module module) {
        assertThat(faults(new Table(module)))
                .containsExactly("error: certfile: TLS needs a certificate"
                        + " (name a PEM file with the certificate and its key)");
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void tellsEverythingAtOnce(Module module) throws Exception {
        Path crl = Files.writeString(directory.resolve("no.crl"), "no list");
        Path dh = Files.writeString(directory.resolve("dh.pem"), "no parameters");
        Path noCa = Files.writeString(directory.resolve("ca.pem"), "no authority");
        Table table = new Table(module)
                .certfile(directory.resolve("missing.pem"))
                .certificate(Pki.certificate(directory, SERVER), "a.test")
                .cacertfile(noCa)
                .crlFiles(crl)
                .dhfile(dh)
                .ciphers("ECDHE:ROT13");

        assertThat(faults(table))
                .containsExactly(
                        "error: cacertfile: DIR/ca.pem holds no certificate"
                                + " (it would begin with -----BEGIN CERTIFICATE-----)",
                        "error: crl_files[0]: DIR/no.crl is no revocation list, neither in PEM nor in DER",
                        "error: certfile: DIR/missing.pem does not exist",
                        "error: certificates[0].certfile: DIR/file.pem holds no private key"
                                + " (append it to the file; with just_tls, keyfile can name another)",
                        "error: dhfile: DIR/dh.pem holds no DH parameters"
                                + " (openssl dhparam -out dh.pem 2048 makes some)",
                        "error: ciphers: \"ROT13\" is no cipher suite and no group of them");
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void wantsAuthoritiesForVerifyModeWrittenOut(Module module) {
        assertThat(faults(new Table(module).certfile(pem).verifyMode(VerifyMode.PEER)))
                .containsExactly("error: cacertfile: verify_mode needs it"
                        + " (name the authorities that sign client certificates)");
        assertThat(faults(new Table(module).certfile(pem).verifyMode(VerifyMode.NONE)))
                .isEmpty();
    }

    @Test
    void warnsOfListsThatNobodyLooksAt() throws Exception {
        Path crl = Files.write(
                directory.resolve("list.crl"),
                Pki.revocations(AUTHORITY, Instant.now()).getEncoded());
        Table unused = new Table(Module.JUST_TLS).certfile(pem).crlFiles(crl);

        assertThat(faults(unused))
                .containsExactly("warning: crl_files: no client certificate is asked for, so none is looked up");
        assertThat(faults(unused.cacertfile(Pki.certificate(directory, AUTHORITY))))
                .isEmpty();
    }

    @Test
    void warnsOfListsThatAreOutOfDate() throws Exception {
        Instant lastWeek = Instant.now().minus(Duration.ofDays(8));
        Path crl = Files.write(
                directory.resolve("old.crl"),
                Pki.revocations(AUTHORITY, lastWeek).getEncoded());

        assertThat(faults(new Table(Module.JUST_TLS)
                        .certfile(pem)
                        .cacertfile(Pki.certificate(directory, AUTHORITY))
                        .crlFiles(crl)))
                .singleElement()
                .asString()
                .startsWith("warning: crl_files[0]: the list in DIR/old.crl is out of date since 20")
                .endsWith("(until there is a new one, certificates of its authority are refused)");
    }

    @Test
    void readsListsInPem() throws Exception {
        Path list = directory.resolve("list.der");
        Files.write(list, Pki.revocations(AUTHORITY, Instant.now()).getEncoded());
        Path pemList = directory.resolve("list.pem");
        OpensslProgram.run("crl", "-inform", "DER", "-in", list.toString(), "-out", pemList.toString());

        assertThat(Files.readString(pemList)).contains("BEGIN X509 CRL");
        assertThat(faults(new Table(Module.JUST_TLS)
                        .certfile(pem)
                        .cacertfile(Pki.certificate(directory, AUTHORITY))
                        .crlFiles(pemList)))
                .isEmpty();
    }

    @Test
    void tellsOfKeysThatBoringSslCannotUse() throws Exception {
        Path key = directory.resolve("pss.pem");
        Path certificate = directory.resolve("cert.pem");
        OpensslProgram.run(
                "req",
                "-x509",
                "-newkey",
                "rsa-pss",
                "-pkeyopt",
                "rsa_keygen_bits:2048",
                "-nodes",
                "-subj",
                "/CN=x",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        Path both = Pki.file(directory, Files.readString(certificate), Files.readString(key));

        assertThat(faults(new Table(Module.FAST_TLS).certfile(both)))
                .containsExactly("error: certfile: fast_tls cannot use a key of this kind, RSASSA-PSS"
                        + " (use an EC or RSA key)");
        assertThat(faults(new Table(Module.FAST_TLS).certfile(pem).certificate(both, "a.test")))
                .containsExactly("error: certificates[0].certfile: fast_tls cannot use a key of this kind, RSASSA-PSS"
                        + " (use an EC or RSA key)");
        assertThat(faults(new Table(Module.JUST_TLS).certfile(both))).isEmpty();
    }

    @Test
    void takesKeyfileAndPassword() {
        X509Bundle rsa = Pki.signed(Pki.builder("CN=door.test").algorithm(Algorithm.rsa2048), AUTHORITY);
        Path keyfile = Pki.file(
                directory,
                CertifiedKeyTest.Form.PKCS8_ENCRYPTED.write(rsa.getKeyPair().getPrivate()));
        Table table = new Table(Module.JUST_TLS)
                .certfile(Pki.certificate(directory, rsa))
                .keyfile(keyfile)
                .password(CertifiedKeyTest.PASSWORD);

        assertThat(faults(table)).isEmpty();
    }

    /** As a MongooseIM 6.2 operator has it: the chain of an HTTP listener in cacertfile. */
    @Test
    void completesTheChainFromCacertfile() throws Exception {
        X509Bundle between = Pki.signed(Pki.builder("CN=Between").setIsCertificateAuthority(true), AUTHORITY);
        X509Bundle server = Pki.signed(Pki.builder("CN=door.test"), between);
        Table table = new Table(Module.JUST_TLS)
                .certfile(Pki.file(directory, server.getCertificatePEM(), server.getPrivateKeyPEM()))
                .cacertfile(Pki.certificate(directory, between));
        var client = Client.jdk().engine();
        try (TlsContext context = TlsContext.of(table.spec(), TlsUse.PLAIN.requiringClientCertificate())
                        .context()
                        .orElseThrow();
                Line line = new Line(context, client)) {
            assertThat(line.handshaken()).isTrue();
            assertThat(client.getSession().getPeerCertificates())
                    .containsExactly(server.getCertificate(), between.getCertificate());
        }
    }

    @Test
    void freesWhatIsNative() {
        TlsContext context = TlsContext.of(
                        new Table(Module.FAST_TLS).certfile(pem).spec(), TlsUse.PLAIN)
                .context()
                .orElseThrow();
        TlsHandler handler =
                context.newHandler(UnpooledByteBufAllocator.DEFAULT).orElseThrow();
        ReferenceCountedOpenSslEngine engine = (ReferenceCountedOpenSslEngine) handler.engine();
        Line line = new Line(context, Client.jdk().engine());
        ReferenceCountedOpenSslEngine second = (ReferenceCountedOpenSslEngine) line.tls.engine();

        context.close();
        assertThat(context.newHandler(UnpooledByteBufAllocator.DEFAULT)).isEmpty();
        line.say("still here");
        assertThat(line.heard.text).hasToString("still here");
        line.close();
        assertThat(context.freed()).isFalse();
        engine.release();

        assertThat(context.freed()).isTrue();
        assertThat(engine.refCnt()).isZero();
        assertThat(second.refCnt()).isZero();
    }

    /** Each is closed while a connection of it goes on, as a reload does. */
    @ParameterizedTest
    @EnumSource(Module.class)
    void freesEachOfFiveHundredThatAreReplaced(Module module) {
        TlsSpec spec = new Table(module).certfile(pem).spec();
        SslContext client = Client.boringSsl().context();
        List<TlsContext> replaced = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            TlsContext context = TlsContext.of(spec, TlsUse.PLAIN).context().orElseThrow();
            replaced.add(context);
            try (Line line = new Line(context, Client.engine(client, "door.test"))) {
                context.close();
                line.say("still here");
                assertThat(line.heard.text).hasToString("still here");
            }
        }
        assertThat(replaced).allMatch(TlsContext::freed);
    }

    @Test
    void tellsWhatCertificatesItShows() {
        Path named = Pki.pem(directory, Pki.server("b.test"));
        Table table = new Table(Module.FAST_TLS).certfile(pem).certificate(named, "A.test", "*.a.test");
        try (TlsContext context =
                TlsContext.of(table.spec(), TlsUse.PLAIN).context().orElseThrow()) {
            Instant end = SERVER.getCertificate().getNotAfter().toInstant();
            assertThat(context.certificates().getFirst())
                    .isEqualTo(new TlsCertificate("certfile", pem, List.of("door.test"), "CN=door.test", end));
            assertThat(context.certificates().getLast()).satisfies(second -> {
                assertThat(second.key()).isEqualTo("certificates[0].certfile");
                assertThat(second.file()).isEqualTo(named);
                assertThat(second.hosts()).containsExactly("a.test", "*.a.test");
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void letsConnectionsGoOnAfterAReload(Module module) {
        TlsContext before = TlsContext.of(new Table(module).certfile(pem).spec(), TlsUse.PLAIN)
                .context()
                .orElseThrow();
        try (Line old = new Line(before, Client.jdk().engine());
                TlsContext after = TlsContext.of(
                                new Table(module)
                                        .certfile(Pki.pem(directory, Pki.server("new.test")))
                                        .spec(),
                                TlsUse.PLAIN)
                        .context()
                        .orElseThrow();
                Line fresh = new Line(after, Client.jdk().engine())) {
            before.close();
            old.say("old");
            fresh.say("new");

            assertThat(old.heard.text).hasToString("old");
            assertThat(fresh.heard.text).hasToString("new");
        }
    }
}
