package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.TlsSpec.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelfSignedTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");

    @TempDir
    private Path directory;

    private X509Certificate certificate(Path file) {
        Faults faults = new Faults();
        CertifiedKey key = CertifiedKey.read(List.of(), file, Optional.empty(), Optional.empty(), "", NOW, faults)
                .orElseThrow();
        assertThat(faults.list()).isEmpty();
        return key.leaf();
    }

    @Test
    void namesItsHosts() throws Exception {
        Path file = directory.resolve("new/localhost.pem");

        SelfSigned.write(file, List.of("localhost", "xmpp.localhost"), NOW);

        assertThat(certificate(file).getSubjectAlternativeNames())
                .containsExactly(
                        List.of(2, "localhost"),
                        List.of(2, "xmpp.localhost"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(certificate(file).getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
    }

    @Test
    void namesNoAddressesForOtherHosts() throws Exception {
        Path file = directory.resolve("door.pem");

        SelfSigned.write(file, List.of("door.test"), NOW);

        assertThat(certificate(file).getSubjectAlternativeNames()).containsExactly(List.of(2, "door.test"));
    }

    @Test
    void lastsAsLongAsAppleAllows() throws Exception {
        Path file = directory.resolve("door.pem");

        SelfSigned.write(file, List.of("door.test"), NOW);

        assertThat(certificate(file).getNotBefore().toInstant()).isEqualTo("2026-11-22T17:00:00Z");
        assertThat(certificate(file).getNotAfter().toInstant()).isEqualTo("2029-02-24T17:00:00Z");
    }

    @Test
    void isItsOwnersAloneAndLeavesNothingBehind() throws Exception {
        Path file = directory.resolve("door.pem");
        Files.writeString(file, "old");

        SelfSigned.write(file, List.of("door.test"), NOW);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(certificate(file)).isNotNull();
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void leavesNothingBehindWhenItCannotWrite() throws Exception {
        Path file = directory.resolve("occupied");
        Files.createDirectories(file.resolve("full"));

        assertThatThrownBy(() -> SelfSigned.write(file, List.of("door.test"), NOW))
                .isInstanceOf(IOException.class);

        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void isDifferentEachTime() throws Exception {
        Path one = directory.resolve("one.pem");
        Path other = directory.resolve("other.pem");

        SelfSigned.write(one, List.of("door.test"), NOW);
        SelfSigned.write(other, List.of("door.test"), NOW);

        assertThat(certificate(one).getSerialNumber())
                .isNotEqualTo(certificate(other).getSerialNumber());
        assertThat(certificate(one).getPublicKey())
                .isNotEqualTo(certificate(other).getPublicKey());
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void servesEitherEngine(Module module) throws Exception {
        Path file = directory.resolve("door.pem");
        SelfSigned.write(file, List.of("door.test"), Instant.now());
        TlsContext.Result result =
                TlsContext.of(new Table(module).certfile(file).spec(), TlsUse.PLAIN);

        assertThat(result.faults()).isEmpty();
        try (TlsContext context = result.context().orElseThrow();
                Line line = new Line(context, Client.jdk().engine())) {
            assertThat(line.handshaken()).isTrue();
        }
    }

    @Test
    void satisfiesTheProgram() throws Exception {
        Path file = directory.resolve("door.pem");
        SelfSigned.write(file, List.of("door.test"), Instant.now());

        assertThat(OpensslProgram.run(
                        "verify",
                        "-x509_strict",
                        "-verify_hostname",
                        "door.test",
                        "-purpose",
                        "sslserver",
                        "-CAfile",
                        file.toString(),
                        file.toString()))
                .contains(": OK");
    }
}
