package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSL;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumptionTest {
    @TempDir
    private Path directory;

    private Table table(Module module) {
        return new Table(module).certfile(Pki.pem(directory, Pki.server("door.test")));
    }

    private static TlsContext context(Table table) {
        return TlsContext.of(table.spec(), TlsUse.PLAIN).context().orElseThrow();
    }

    /** Whether a connection resumed the session of one before; BoringSSL can tell. */
    private static boolean resumed(TlsContext context, SslContext client) {
        return resumed(context, client, "door.test");
    }

    private static boolean resumed(TlsContext context, SslContext client, String host) {
        ReferenceCountedOpenSslEngine engine = (ReferenceCountedOpenSslEngine) Client.engine(client, host);
        try (Line line = new Line(context, engine)) {
            assertThat(line.failure()).isNull();
            line.answer("x");
            return SSL.isSessionReused(engine.sslPointer());
        }
    }

    @ParameterizedTest
    @CsvSource({"FAST_TLS, TLSv1.2", "FAST_TLS, TLSv1.3", "JUST_TLS, TLSv1.2", "JUST_TLS, TLSv1.3"})
    void resumesASession(Module module, String version) {
        SslContext client = Client.boringSsl().version(version).context();
        try (TlsContext context = context(table(module))) {
            assertThat(resumed(context, client)).isFalse();
            assertThat(resumed(context, client)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"FAST_TLS, TLSv1.2", "FAST_TLS, TLSv1.3", "JUST_TLS, TLSv1.2", "JUST_TLS, TLSv1.3"})
    void resumesNothingOfAnotherContext(Module module, String version) {
        SslContext client = Client.boringSsl().version(version).context();
        try (TlsContext before = context(table(module));
                TlsContext after = context(table(module))) {
            assertThat(resumed(before, client)).isFalse();
            assertThat(resumed(after, client)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void resumesNothingWithoutTickets(String version) {
        SslContext client = Client.boringSsl().version(version).context();
        Table table = table(Module.FAST_TLS).protocolOptions("no_tlsv1", "no_tlsv1_1", "no_ticket");
        try (TlsContext context = context(table)) {
            assertThat(resumed(context, client)).isFalse();
            assertThat(resumed(context, client)).isFalse();
        }
    }

    /** BoringSSL would resume it under any other name, too. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void resumesWhatWasShownTheListenersOwnCertificateOnly(String version) {
        SslContext client = Client.boringSsl().version(version).context();
        Table table = table(Module.FAST_TLS).certificate(Pki.pem(directory, Pki.server("a.test")), "a.test");
        try (TlsContext context = context(table)) {
            assertThat(resumed(context, client, "a.test")).isFalse();
            assertThat(resumed(context, client, "a.test")).isFalse();
            assertThat(resumed(context, client, "door.test")).isFalse();
            assertThat(resumed(context, client, "door.test")).isTrue();
            assertThat(resumed(context, client, "a.test")).isFalse();
        }
    }

    /** An hour is how old a session can become; until then the key before opens its tickets. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void changesTheKeyOfTicketsEveryHour(String version) {
        SslContext first = Client.boringSsl().version(version).context();
        SslContext second = Client.boringSsl().version(version).context();
        SslContext third = Client.boringSsl().version(version).context();
        Instant start = Instant.now();
        AtomicReference<Instant> now = new AtomicReference<>(start);
        try (TlsContext context = TlsContext.of(table(Module.FAST_TLS).spec(), TlsUse.PLAIN, now::get)
                .context()
                .orElseThrow()) {
            assertThat(resumed(context, first)).isFalse();
            assertThat(resumed(context, second)).isFalse();

            now.set(start.plus(TicketKeys.LIFETIME));
            assertThat(resumed(context, third)).isFalse();
            assertThat(resumed(context, first)).isTrue();

            now.set(start.plus(TicketKeys.LIFETIME.multipliedBy(2)));
            assertThat(resumed(context, second)).isFalse();
            assertThat(resumed(context, third)).isTrue();
        }
    }

    /** Nobody came for so long that every ticket has run out. */
    @Test
    void forgetsTheKeyBeforeAtOnceIfItIsOld() {
        SslContext client = Client.boringSsl().context();
        Instant start = Instant.now();
        AtomicReference<Instant> now = new AtomicReference<>(start);
        try (TlsContext context = TlsContext.of(table(Module.FAST_TLS).spec(), TlsUse.PLAIN, now::get)
                .context()
                .orElseThrow()) {
            assertThat(resumed(context, client)).isFalse();
            now.set(start.plus(TicketKeys.LIFETIME.multipliedBy(2)));
            assertThat(resumed(context, client)).isFalse();
        }
    }
}
