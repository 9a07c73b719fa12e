package im.vestibule.tls;

import static im.vestibule.tls.Pki.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec;
import im.vestibule.config.TlsSpec.Module;
import im.vestibule.config.TlsSpec.VerifyMode;
import im.vestibule.tls.PeerIdentity.Absent;
import im.vestibule.tls.PeerIdentity.Unverified;
import im.vestibule.tls.PeerIdentity.Verified;
import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.aggregator.ArgumentsAggregator;
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
        REVOKED;

        /** What {@link ClientCertificateTest#outcome} says where the table has this word. */
        String outcome(String word) {
            return switch (word) {
                case "absent" -> "ABSENT";
                case "good" -> "VERIFIED";
                case "bad" -> name();
                case "abort" -> "ABORTED CLIENT_CERTIFICATE";
                default -> throw new AssertionError(word);
            };
        }
    }

    /** The columns behind the first three. */
    static final class Rest implements ArgumentsAggregator {
        @Override
        public List<String> aggregateArguments(ArgumentsAccessor row, ParameterContext context) {
            return row.toList().stream().skip(3).map(String::valueOf).toList();
        }
    }

    private final Instant now = Instant.now();
    private Instant serverTime = now;
    private final X509Bundle romeo = Pki.signed(Pki.builder("CN=romeo"), AUTHORITY);
    private final X509Bundle banished = Pki.signed(Pki.builder("CN=banished"), AUTHORITY);

    private Table table(Module module) {
        return new Table(module).certfile(Pki.pem(directory, SERVER)).cacertfile(Pki.certificate(directory, AUTHORITY));
    }

    private TlsContext context(Table table, TlsUse use) {
        return context(table.spec(), use);
    }

    private TlsContext context(TlsSpec spec, TlsUse use) {
        InstantSource clock = () -> serverTime;
        return TlsContext.of(spec, use, clock).context().orElseThrow();
    }

    private Client client(Shown shown) {
        Client client = Client.jdk();
        return switch (shown) {
            case NOTHING -> client;
            case GOOD -> client.certificate(Pki.key(romeo));
            case REVOKED -> client.certificate(Pki.key(banished));
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

    private Path revocations() {
        try {
            return Files.write(
                    directory.resolve("revoked.crl"),
                    Pki.revocations(AUTHORITY, now, banished.getCertificate()).getEncoded());
        } catch (IOException | CRLException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The whole matrix. {@code absent}: the client may stay, and nothing is known of it; {@code good}: its certificate is
     * believed; {@code bad}: it may stay, but its certificate is not believed, for the reason that the column says;
     * {@code abort}: its handshake fails. A hyphen stands for an option that is not written.
     */
    @ParameterizedTest(name = "{0}, verify_mode {1}, disconnect_on_failure {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # module | verify_mode     | disconnect | none   | valid  | expired | not yet | self-signed | unknown CA | revoked
            fast_tls | -               | -          | absent | good   | bad     | bad     | bad         | bad        | good
            fast_tls | peer            | -          | absent | good   | bad     | bad     | bad         | bad        | good
            fast_tls | none            | -          | absent | absent | absent  | absent  | absent      | absent     | absent
            just_tls | -               | -          | absent | good   | abort   | abort   | abort       | abort      | abort
            just_tls | -               | false      | absent | good   | bad     | bad     | bad         | bad        | bad
            just_tls | peer            | true       | absent | good   | abort   | abort   | abort       | abort      | abort
            just_tls | peer            | false      | absent | good   | bad     | bad     | bad         | bad        | bad
            just_tls | selfsigned_peer | true       | absent | good   | abort   | abort   | good        | abort      | abort
            just_tls | selfsigned_peer | false      | absent | good   | bad     | bad     | good        | bad        | bad
            just_tls | none            | true       | absent | absent | absent  | absent  | absent      | absent     | absent
            just_tls | none            | false      | absent | absent | absent  | absent  | absent      | absent     | absent
            """)
    void t10AndT13ComeToWhatTheTableSays(
            String module, String verifyMode, String disconnect, @AggregateWith(Rest.class) List<String> outcomes) {
        List<String> lines = new ArrayList<>(List.of(
                "module = '" + module + "'",
                "certfile = '" + Pki.pem(directory, SERVER) + "'",
                "cacertfile = '" + Pki.certificate(directory, AUTHORITY) + "'"));
        if (!verifyMode.equals("-")) {
            lines.add("verify_mode = '" + verifyMode + "'");
        }
        if (!disconnect.equals("-")) {
            lines.add("disconnect_on_failure = " + disconnect);
        }
        // fast_tls takes no lists, so it believes what is revoked.
        if (module.equals("just_tls")) {
            lines.add("crl_files = ['" + revocations() + "']");
        }
        TlsSpec spec = new Toml(directory, lines).spec();
        List<Shown> columns = List.of(Shown.values());
        assertThat(outcomes).hasSameSizeAs(columns);
        for (int i = 0; i < columns.size(); i++) {
            Shown shown = columns.get(i);
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                try (TlsContext context = context(spec, TlsUse.PLAIN);
                        Line line =
                                new Line(context, client(shown).version(version).engine())) {
                    assertThat(outcome(line)).as(shown + " " + version).isEqualTo(shown.outcome(outcomes.get(i)));
                }
            }
        }
    }

    /** What is left of the matrix is no configuration. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            verify_mode = 'selfsigned_peer' | "selfsigned_peer" is only for just_tls ("peer" or "none" here)
            disconnect_on_failure = true    | only for just_tls (add module = "just_tls", or drop it)
            disconnect_on_failure = false   | only for just_tls (add module = "just_tls", or drop it)
            crl_files = ['server.pem']      | only for just_tls (add module = "just_tls", or drop it)
            """)
    void isNotForFastTls(String line, String problem) throws Exception {
        String file = Files.writeString(directory.resolve("server.pem"), "").toString();
        Toml toml = new Toml(directory, List.of("certfile = '" + file + "'", "cacertfile = '" + file + "'", line));

        assertThat(toml.problems()).containsExactly(problem);
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
