package im.vestibule.tls;

import static im.vestibule.tls.Pki.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.config.TlsSpec.Certificate;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.MiscPEMGenerator;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CertifiedKeyTest {
    static final String PASSWORD = "p\u00e4ss word";

    @TempDir
    private Path directory;

    /** A little later: the program dates certificates by a clock of its own. */
    private final Instant now = Instant.now().plusSeconds(60);

    private final Faults faults = new Faults();

    /** How a key can be written down. */
    enum Form {
        PKCS8,
        PKCS8_ENCRYPTED,
        TRADITIONAL,
        TRADITIONAL_ENCRYPTED;

        String write(PrivateKey key) {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(
                        switch (this) {
                            case PKCS8 -> new JcaPKCS8Generator(key, null);
                            case PKCS8_ENCRYPTED -> new JcaPKCS8Generator(key, encryptor());
                            case TRADITIONAL -> new MiscPEMGenerator(traditional(key));
                            case TRADITIONAL_ENCRYPTED -> new MiscPEMGenerator(traditional(key), oldEncryptor());
                        });
            } catch (IOException | OperatorCreationException e) {
                throw new AssertionError(e);
            }
            return text.toString();
        }

        /** With the curve inside an EC key, where PKCS#8 has it outside. */
        private static PrivateKeyInfo traditional(PrivateKey key) throws IOException {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
            if (!(key instanceof ECPrivateKey ec)) {
                return info;
            }
            return new PrivateKeyInfo(
                    info.getPrivateKeyAlgorithm(),
                    new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1));
        }

        private static OutputEncryptor encryptor() throws OperatorCreationException {
            return new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPassword(PASSWORD.toCharArray())
                    .build();
        }

        private static PEMEncryptor oldEncryptor() {
            return new JcePEMEncryptorBuilder("AES-128-CBC")
                    .setProvider(new BouncyCastleProvider())
                    .build(PASSWORD.toCharArray());
        }
    }

    private static X509Bundle bundle(Algorithm algorithm) {
        return Pki.signed(Pki.builder("CN=door.test").algorithm(algorithm), AUTHORITY);
    }

    private Optional<CertifiedKey> read(Path certfile, Optional<Path> keyfile, Optional<String> password) {
        return CertifiedKey.read(
                new Certificate(List.of(), certfile, keyfile, password.map(Secret::new)), "", now, faults);
    }

    private List<String> said() {
        return faults.list().stream()
                .map(fault ->
                        fault.toString().replace(directory.toString(), "DIR").replaceAll("tls[0-9]+", "file"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "PKCS8, rsa2048", "PKCS8_ENCRYPTED, rsa2048", "TRADITIONAL, rsa2048", "TRADITIONAL_ENCRYPTED, rsa2048",
        "PKCS8, ecp256", "PKCS8_ENCRYPTED, ecp256", "TRADITIONAL, ecp256", "TRADITIONAL_ENCRYPTED, ecp256",
        "PKCS8, ed25519", "PKCS8_ENCRYPTED, ed25519"
    })
    void readsKeysInEveryForm(Form form, Algorithm algorithm) {
        X509Bundle bundle = bundle(algorithm);
        PrivateKey key = bundle.getKeyPair().getPrivate();
        Path file = Pki.file(directory, bundle.getCertificatePEM(), form.write(key));

        CertifiedKey read = read(file, Optional.empty(), Optional.of(PASSWORD)).orElseThrow();

        assertThat(said()).isEmpty();
        assertThat(read.chain()).containsExactly(bundle.getCertificate());
        assertThat(read.algorithm())
                .isEqualTo(bundle.getCertificate().getPublicKey().getAlgorithm());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PKCS8_ENCRYPTED", "TRADITIONAL_ENCRYPTED"},
            value = Form.class)
    void saysThatAPasswordIsMissingOrWrong(Form form) {
        X509Bundle bundle = bundle(Algorithm.ecp256);
        Path keyfile = Pki.file(directory, form.write(bundle.getKeyPair().getPrivate()));
        Path certfile = Pki.certificate(directory, bundle);

        assertThat(read(certfile, Optional.of(keyfile), Optional.empty())).isEmpty();
        assertThat(read(certfile, Optional.of(keyfile), Optional.of("guess"))).isEmpty();

        assertThat(said())
                .containsExactly(
                        "error: password: the private key in DIR/file.pem is encrypted, and no password is given"
                                + " (with just_tls set password, or decrypt the key:"
                                + " openssl pkey -in key.pem -out plain.pem)",
                        "error: password: it does not open the private key in DIR/file.pem");
    }

    /** What the openssl program writes by itself: "EC PARAMETERS" before the key, text around the blocks. */
    @Test
    void readsWhatTheProgramWrites() throws Exception {
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("cert.pem");
        OpensslProgram.run("ecparam", "-name", "prime256v1", "-genkey", "-out", key.toString());
        String log = OpensslProgram.run(
                "req",
                "-new",
                "-x509",
                "-text",
                "-key",
                key.toString(),
                "-subj",
                "/CN=door.test",
                "-days",
                "7",
                "-out",
                certificate.toString());

        Optional<CertifiedKey> read = read(certificate, Optional.of(key), Optional.empty());

        assertThat(said()).as(log).isEmpty();
        assertThat(read.orElseThrow().leaf().getSubjectX500Principal().getName())
                .isEqualTo("CN=door.test");
    }

    @ParameterizedTest
    @CsvSource({"aes128", "aes-256-cbc", "des3"})
    void opensWhatTheProgramEncrypts(String cipher) throws Exception {
        X509Bundle bundle = bundle(Algorithm.rsa2048);
        Path plain = Pki.file(directory, bundle.getPrivateKeyPEM());
        Path old = directory.resolve("old.pem");
        Path fresh = directory.resolve("fresh.pem");
        OpensslProgram.run(
                "rsa",
                "-" + cipher,
                "-traditional",
                "-passout",
                "pass:secret",
                "-in",
                plain.toString(),
                "-out",
                old.toString());
        OpensslProgram.run(
                "pkcs8",
                "-topk8",
                "-v2",
                cipher,
                "-passout",
                "pass:secret",
                "-in",
                plain.toString(),
                "-out",
                fresh.toString());

        for (Path encrypted : List.of(old, fresh)) {
            assertThat(Files.readString(encrypted)).contains("ENCRYPTED");
            assertThat(read(Pki.certificate(directory, bundle), Optional.of(encrypted), Optional.of("secret")))
                    .isPresent();
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void putsTheChainInOrder() {
        X509Bundle between = Pki.signed(Pki.builder("CN=Between").setIsCertificateAuthority(true), AUTHORITY);
        X509Bundle bundle = Pki.signed(Pki.builder("CN=door.test"), between);
        Path file = Pki.file(
                directory,
                AUTHORITY.getCertificatePEM(),
                between.getCertificatePEM(),
                bundle.getPrivateKeyPEM(),
                Pki.STRANGER.getCertificatePEM(),
                bundle.getCertificatePEM());

        CertifiedKey read = read(file, Optional.empty(), Optional.empty()).orElseThrow();

        assertThat(read.chain())
                .containsExactly(bundle.getCertificate(), between.getCertificate(), AUTHORITY.getCertificate());
    }

    @Test
    void completesTheChainButForTheRoot() {
        X509Bundle between = Pki.signed(Pki.builder("CN=Between").setIsCertificateAuthority(true), AUTHORITY);
        X509Bundle bundle = Pki.signed(Pki.builder("CN=door.test"), between);
        Path file = Pki.file(directory, bundle.getCertificatePEM(), bundle.getPrivateKeyPEM());

        CertifiedKey read = read(file, Optional.empty(), Optional.empty())
                .orElseThrow()
                .completed(List.of(AUTHORITY.getCertificate(), between.getCertificate()));

        assertThat(read.chain()).containsExactly(bundle.getCertificate(), between.getCertificate());
    }

    @Test
    void saysThatKeyAndCertificateDoNotMatch() {
        Path certfile = Pki.certificate(directory, bundle(Algorithm.ecp256));
        Path other = Pki.file(directory, bundle(Algorithm.ecp256).getPrivateKeyPEM());
        Path kind = Pki.file(directory, bundle(Algorithm.rsa2048).getPrivateKeyPEM());

        assertThat(read(certfile, Optional.of(other), Optional.empty())).isEmpty();
        assertThat(read(certfile, Optional.of(kind), Optional.empty())).isEmpty();

        assertThat(said())
                .containsOnly("error: keyfile: the private key does not belong to the certificate in DIR/file.pem")
                .hasSize(2);
    }

    @Test
    void saysWhatAFileLacks() throws Exception {
        X509Bundle bundle = bundle(Algorithm.ecp256);
        Path certificate = Pki.certificate(directory, bundle);
        Path key = Pki.file(directory, bundle.getPrivateKeyPEM());
        Path nothing = directory.resolve("nothing.pem");
        Path huge = Files.write(directory.resolve("huge.pem"), new byte[Pem.MAX_BYTES + 1]);
        Path cut = Pki.file(directory, bundle.getCertificatePEM().substring(0, 200));
        Path garbage = Pki.file(directory, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
        Path broken = Pki.file(directory, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
        Path dsa = Pki.file(directory, "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----");

        read(certificate, Optional.empty(), Optional.empty());
        read(key, Optional.empty(), Optional.empty());
        read(certificate, Optional.of(certificate), Optional.empty());
        read(nothing, Optional.of(key), Optional.empty());
        read(directory, Optional.of(key), Optional.empty());
        read(huge, Optional.of(key), Optional.empty());
        read(cut, Optional.of(key), Optional.empty());
        read(garbage, Optional.of(key), Optional.empty());
        read(certificate, Optional.of(broken), Optional.empty());
        read(certificate, Optional.of(dsa), Optional.empty());

        assertThat(said())
                .containsExactly(
                        "error: certfile: DIR/file.pem holds no private key"
                                + " (append it to the file; with just_tls, keyfile can name another)",
                        "error: certfile: DIR/file.pem holds no certificate"
                                + " (it would begin with -----BEGIN CERTIFICATE-----)",
                        "error: keyfile: DIR/file.pem holds no private key",
                        "error: certfile: DIR/nothing.pem does not exist",
                        "error: certfile: DIR cannot be read: Is a directory",
                        "error: certfile: DIR/huge.pem is larger than 1 MiB",
                        "error: certfile: DIR/file.pem has a broken PEM block (was it cut short or edited?)",
                        "error: certfile: certificate 1 of DIR/file.pem is broken",
                        "error: keyfile: the private key in DIR/file.pem is broken",
                        "error: keyfile: a DSA PRIVATE KEY cannot be used for TLS (use an EC or RSA key)");
    }

    @Test
    void saysThatACurveIsNotOurs() throws Exception {
        Path key = directory.resolve("key.pem");
        OpensslProgram.run(
                "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1", "-out", key.toString());
        X509Bundle bundle = bundle(Algorithm.ecp256);

        assertThat(read(Pki.certificate(directory, bundle), Optional.of(key), Optional.empty()))
                .isEmpty();

        assertThat(said())
                .containsExactly("error: keyfile: an EC key on curve 1.3.132.0.10 cannot be used (use P-256)");
    }

    @Test
    void warnsOfCertificatesThatClientsWillRefuse() {
        X509Bundle expired = Pki.signed(
                Pki.builder("CN=old")
                        .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
                        .notAfter(Instant.parse("2021-01-01T00:00:00Z")),
                AUTHORITY);
        X509Bundle future = Pki.signed(
                Pki.builder("CN=young")
                        .notBefore(Instant.parse("2120-01-01T00:00:00Z"))
                        .notAfter(Instant.parse("2121-01-01T00:00:00Z")),
                AUTHORITY);

        assertThat(read(Pki.pem(directory, expired), Optional.empty(), Optional.empty()))
                .isPresent();
        assertThat(read(Pki.pem(directory, future), Optional.empty(), Optional.empty()))
                .isPresent();

        assertThat(said())
                .containsExactly(
                        "warning: certfile: the certificate of CN=old expired on 2021-01-01T00:00:00Z"
                                + " (clients will refuse it)",
                        "warning: certfile: the certificate of CN=young is valid only from 2120-01-01T00:00:00Z");
    }

    @Test
    void showsNoKeyInItsText() {
        X509Bundle bundle = bundle(Algorithm.ecp256);

        assertThat(Pki.key(bundle)).hasToString("CertifiedKey[[], CN=door.test]");
    }
}
