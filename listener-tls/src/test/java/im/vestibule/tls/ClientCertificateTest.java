package im.vestibule.tls;

import static im.vestibule.tls.Pki.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import im.vestibule.config.TlsSpec.VerifyMode;
import im.vestibule.tls.PeerIdentity.Absent;
import im.vestibule.tls.PeerIdentity.Unverified;
import im.vestibule.tls.PeerIdentity.Verified;
import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** T10 and T13: what a client shows, what is asked of it, and what comes of that. */
class ClientCertificateTest {
    private static final X509Bundle SERVER = Pki.server("door.test");

    @TempDir
    private Path directory;

    /** What a client may show. */
    enum Shown {
        NOTHING,
        GOOD,
        EXPIRED,
        NOT_YET_VALID,
        SELF_SIGNED,
        UNKNOWN_AUTHORITY,
        REVOKED
    }

    private final Instant now = Instant.now();
    private Instant serverTime = now;
    private final X509Bundle romeo = Pki.signed(Pki.builder("CN=romeo"), AUTHORITY);

    private Table table(Module module) {
        return new Table(module).certfile(Pki.pem(directory, SERVER)).cacertfile(Pki.certificate(directory, AUTHORITY));
    }

    private TlsContext context(Table table, TlsUse use) {
        InstantSource clock = () -> serverTime;
        return TlsContext.of(table.spec(), use, clock).context().orElseThrow();
    }

    private Client client(Shown shown) {
        Client client = Client.jdk();
        return switch (shown) {
            case NOTHING -> client;
            case GOOD, REVOKED -> client.certificate(Pki.key(romeo));
            case EXPIRED ->
                client.certificate(Pki.key(Pki.signed(
                        Pki.builder("CN=romeo")
                                .notBefore(now.minus(Duration.ofDays(3)))
                                .notAfter(now.minus(Duration.ofDays(2))),
                        AUTHORITY)));
            case NOT_YET_VALID ->
                client.certificate(Pki.key(
                        Pki.signed(Pki.builder("CN=romeo").notBefore(now.plus(Duration.ofDays(2))), AUTHORITY)));
            case SELF_SIGNED -> client.certificate(Pki.alone(directory, now));
            case UNKNOWN_AUTHORITY -> client.certificate(Pki.key(Pki.signed(Pki.builder("CN=romeo"), Pki.STRANGER)));
        };
    }

    /** {@code ABORTED}, or what the server then knows of the client. */
    private static String outcome(Line line) {
        line.say("hello");
        if (!line.handshaken()) {
            assertThat(line.server.isOpen()).isFalse();
            assertThat(line.heard.text).isEmpty();
            return "ABORTED " + TlsFailure.of(line.failure());
        }
        assertThat(line.server.isOpen()).isTrue();
        assertThat(line.heard.text).hasToString("hello");
        return switch (line.tls.client()) {
            case Absent _ -> "ABSENT";
            case Verified _ -> "VERIFIED";
            case Unverified(var _, PeerIdentity.Reason reason) -> reason.name();
        };
    }

    private Path revocations() throws Exception {
        return Files.write(
                directory.resolve("revoked.crl"),
                Pki.revocations(AUTHORITY, now, romeo.getCertificate()).getEncoded());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # fast_tls never ends a handshake for a certificate
            FAST_TLS | PEER            | true  | NOTHING           | ABSENT
            FAST_TLS | PEER            | true  | GOOD              | VERIFIED
            FAST_TLS | PEER            | true  | EXPIRED           | EXPIRED
            FAST_TLS | PEER            | true  | NOT_YET_VALID     | NOT_YET_VALID
            FAST_TLS | PEER            | true  | SELF_SIGNED       | SELF_SIGNED
            FAST_TLS | PEER            | true  | UNKNOWN_AUTHORITY | UNKNOWN_AUTHORITY
            # just_tls does unless told
            JUST_TLS | PEER            | false | NOTHING           | ABSENT
            JUST_TLS | PEER            | false | GOOD              | VERIFIED
            JUST_TLS | PEER            | false | EXPIRED           | EXPIRED
            JUST_TLS | PEER            | false | NOT_YET_VALID     | NOT_YET_VALID
            JUST_TLS | PEER            | false | SELF_SIGNED       | SELF_SIGNED
            JUST_TLS | PEER            | false | UNKNOWN_AUTHORITY | UNKNOWN_AUTHORITY
            JUST_TLS | PEER            | true  | NOTHING           | ABSENT
            JUST_TLS | PEER            | true  | GOOD              | VERIFIED
            JUST_TLS | PEER            | true  | EXPIRED           | ABORTED CLIENT_CERTIFICATE
            JUST_TLS | PEER            | true  | NOT_YET_VALID     | ABORTED CLIENT_CERTIFICATE
            JUST_TLS | PEER            | true  | SELF_SIGNED       | ABORTED CLIENT_CERTIFICATE
            JUST_TLS | PEER            | true  | UNKNOWN_AUTHORITY | ABORTED CLIENT_CERTIFICATE
            JUST_TLS | SELFSIGNED_PEER | true  | NOTHING           | ABSENT
            JUST_TLS | SELFSIGNED_PEER | true  | GOOD              | VERIFIED
            JUST_TLS | SELFSIGNED_PEER | true  | EXPIRED           | ABORTED CLIENT_CERTIFICATE
            JUST_TLS | SELFSIGNED_PEER | true  | NOT_YET_VALID     | ABORTED CLIENT_CERTIFICATE
            JUST_TLS | SELFSIGNED_PEER | true  | SELF_SIGNED       | VERIFIED
            JUST_TLS | SELFSIGNED_PEER | true  | UNKNOWN_AUTHORITY | ABORTED CLIENT_CERTIFICATE
            JUST_TLS | SELFSIGNED_PEER | false | SELF_SIGNED       | VERIFIED
            JUST_TLS | SELFSIGNED_PEER | false | UNKNOWN_AUTHORITY | UNKNOWN_AUTHORITY
            # nobody is asked
            FAST_TLS | NONE            | true  | GOOD              | ABSENT
            FAST_TLS | NONE            | true  | EXPIRED           | ABSENT
            JUST_TLS | NONE            | true  | GOOD              | ABSENT
            JUST_TLS | NONE            | true  | SELF_SIGNED       | ABSENT
            """)
    void comesToWhatTheTableSays(Module module, VerifyMode mode, boolean disconnect, Shown shown, String outcome) {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            Table table = table(module).verifyMode(mode).disconnectOnFailure(disconnect);
            try (TlsContext context = context(table, TlsUse.PLAIN);
                    Line line = new Line(context, client(shown).version(version).engine())) {
                assertThat(outcome(line)).as(version).isEqualTo(outcome);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOTHING, ABORTED CLIENT_CERTIFICATE",
        "GOOD, VERIFIED",
        "EXPIRED, ABORTED CLIENT_CERTIFICATE",
        "SELF_SIGNED, ABORTED CLIENT_CERTIFICATE",
        "UNKNOWN_AUTHORITY, ABORTED CLIENT_CERTIFICATE"
    })
    void insistsWhereACertificateIsRequired(Shown shown, String outcome) {
        for (Module module : Module.values()) {
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                Table table = table(module).verifyMode(VerifyMode.PEER).disconnectOnFailure(false);
                try (TlsContext context = context(table, TlsUse.PLAIN.requiringClientCertificate());
                        Line line =
                                new Line(context, client(shown).version(version).engine())) {
                    assertThat(outcome(line)).as(module + " " + version).isEqualTo(outcome);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void asksNobodyByDefault(Module module) {
        Table without = new Table(module).certfile(Pki.pem(directory, SERVER));
        try (TlsContext context = context(without, TlsUse.PLAIN);
                Line line = new Line(context, client(Shown.GOOD).engine())) {
            assertThat(outcome(line)).isEqualTo("ABSENT");
        }
    }

    /** An HTTP listener's cacertfile may be there for the server's own chain only. */
    @Test
    void asksNobodyWhereACertificateWouldBeRequiredButIsNotAskedForInWords() {
        try (TlsContext context = context(table(Module.JUST_TLS), TlsUse.PLAIN.requiringClientCertificate());
                Line line = new Line(context, client(Shown.NOTHING).engine())) {
            assertThat(outcome(line)).isEqualTo("ABSENT");
        }
    }

    @Test
    void refusesWhatIsRevoked() throws Exception {
        Table strict = table(Module.JUST_TLS).crlFiles(revocations());
        Table lenient = table(Module.JUST_TLS).crlFiles(revocations()).disconnectOnFailure(false);
        try (TlsContext first = context(strict, TlsUse.PLAIN);
                TlsContext second = context(lenient, TlsUse.PLAIN);
                Line refused = new Line(first, client(Shown.REVOKED).engine());
                Line unbelieved = new Line(second, client(Shown.REVOKED).engine())) {
            assertThat(outcome(refused)).isEqualTo("ABORTED CLIENT_CERTIFICATE");
            assertThat(refused.failure()).hasMessageContaining("REVOKED");
            assertThat(outcome(unbelieved)).isEqualTo("REVOKED");
        }
    }

    /** The engine asks only for new sessions; whoever comes back is judged as of today all the same. */
    @ParameterizedTest
    @CsvSource({"FAST_TLS, TLSv1.2", "FAST_TLS, TLSv1.3", "JUST_TLS, TLSv1.2", "JUST_TLS, TLSv1.3"})
    void judgesAReturningClientAnew(Module module, String version) {
        SslContext client = client(Shown.GOOD).version(version).context();
        Table table = table(module).verifyMode(VerifyMode.PEER).disconnectOnFailure(false);
        try (TlsContext context = context(table, TlsUse.PLAIN)) {
            for (String expected : List.of("VERIFIED", "VERIFIED", "EXPIRED")) {
                if (expected.equals("EXPIRED")) {
                    serverTime = now.plus(Duration.ofDays(31));
                }
                try (Line line = new Line(context, Client.engine(client, "door.test"))) {
                    line.answer("x");
                    assertThat(outcome(line)).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void hangsUpOnAReturningClientThatIsNoLongerWelcome(String version) {
        SslContext client = client(Shown.GOOD).version(version).context();
        try (TlsContext context = context(table(Module.JUST_TLS), TlsUse.PLAIN)) {
            try (Line line = new Line(context, Client.engine(client, "door.test"))) {
                line.answer("x");
                assertThat(outcome(line)).isEqualTo("VERIFIED");
            }
            serverTime = now.plus(Duration.ofDays(31));
            try (Line line = new Line(context, Client.engine(client, "door.test"))) {
                line.say("hello");
                assertThat(line.server.isOpen()).isFalse();
                assertThat(line.heard.text).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Module.class)
    void givesTheChainAsSent(Module module) {
        X509Bundle between = Pki.signed(Pki.builder("CN=Between").setIsCertificateAuthority(true), AUTHORITY);
        CertifiedKey key = Pki.key(Pki.signed(Pki.builder("CN=romeo"), between));
        try (TlsContext context = context(table(module).verifyMode(VerifyMode.PEER), TlsUse.PLAIN);
                Line line = new Line(context, Client.jdk().certificate(key).engine())) {
            assertThat(line.tls.client()).isEqualTo(new Verified(key.chain()));
            assertThat(line.tls.facts().client()).isEqualTo(new Verified(key.chain()));
        }
    }
}
