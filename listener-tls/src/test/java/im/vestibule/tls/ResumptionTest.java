package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSL;
import java.nio.file.Path;
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
        ReferenceCountedOpenSslEngine engine = (ReferenceCountedOpenSslEngine) Client.engine(client, "door.test");
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
    void resumesNothingAfterAReload(Module module, String version) {
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

    @Test
    void resumesNothingWhereTheNameMatters() {
        SslContext client = Client.boringSsl().version("TLSv1.3").context();
        Table table = table(Module.FAST_TLS).certificate(Pki.pem(directory, Pki.server("a.test")), "a.test");
        try (TlsContext context = context(table)) {
            assertThat(resumed(context, client)).isFalse();
            assertThat(resumed(context, client)).isFalse();
        }
    }
}
