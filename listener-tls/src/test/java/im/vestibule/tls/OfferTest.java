package im.vestibule.tls;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Module;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferTest {
    private static final Set<String> EVERY_SUITE =
            Arrays.stream(CipherSuite.values()).map(Enum::name).collect(Collectors.toSet());

    private final Faults faults = new Faults();

    private Offer offer(Table table, String... keys) {
        return Offer.of(table.spec(), EVERY_SUITE, Set.of(keys), faults);
    }

    private List<String> said() {
        return faults.list().stream().map(TlsFault::toString).toList();
    }

    @Test
    void speaksBothVersionsByDefault() {
        assertThat(offer(new Table(Module.FAST_TLS), "EC").protocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(offer(new Table(Module.JUST_TLS), "EC").protocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(said()).isEmpty();
    }

    @Test
    void offersOnlyWhatTheKeyCanDo() {
        assertThat(offer(new Table(Module.FAST_TLS), "EC").names()).noneMatch(name -> name.contains("RSA"));
        assertThat(offer(new Table(Module.FAST_TLS), "EdDSA").names()).anyMatch(name -> name.contains("ECDSA"));
        assertThat(offer(new Table(Module.FAST_TLS), "RSA").names()).noneMatch(name -> name.contains("ECDSA"));
        assertThat(offer(new Table(Module.FAST_TLS), "RSA", "EC").names()).hasSize(9);
    }

    @Test
    void offersOnlyWhatTheEngineHas() {
        Table table = new Table(Module.JUST_TLS)
                .ciphers("AES128-SHA:ECDHE-RSA-AES128-SHA")
                .versions("tlsv1.2");

        Offer offer = Offer.of(table.spec(), Set.of("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"), Set.of("RSA"), faults);

        assertThat(offer.names()).containsExactly("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
    }

    @Test
    void takesVersionsAway() {
        assertThat(offer(new Table(Module.JUST_TLS).versions("tlsv1.3"), "EC").protocols())
                .containsExactly("TLSv1.3");
        assertThat(offer(new Table(Module.FAST_TLS).protocolOptions("no_tlsv1", "no_tlsv1_1", "no_tlsv1_3"), "EC")
                        .protocols())
                .containsExactly("TLSv1.2");
        assertThat(offer(new Table(Module.FAST_TLS).ciphers("TLSv1.2"), "EC").protocols())
                .containsExactly("TLSv1.2");
        assertThat(said()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tlsv1.1 | error: versions: tlsv1.1 is never enabled (RFC 8996: use tlsv1.2 and tlsv1.3)
            tlsv1   | error: versions: tlsv1 is never enabled (RFC 8996: use tlsv1.2 and tlsv1.3)
            sslv3   | error: versions: sslv3 is never enabled (RFC 8996: use tlsv1.2 and tlsv1.3)
            TLSv1.2 | error: versions: "TLSv1.2" is no version (there are tlsv1.2 and tlsv1.3)
            """)
    void refusesOtherVersions(String version, String fault) {
        offer(new Table(Module.JUST_TLS).versions("tlsv1.3", version), "EC");

        assertThat(said()).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no_tlsv1_4      | error: protocol_options: "no_tlsv1_4" is no option of fast_tls (did you mean no_tlsv1_1?)
            no_compresion   | error: protocol_options: "no_compresion" is no option of fast_tls (did you mean no_compression?)
            shiny           | error: protocol_options: "shiny" is no option of fast_tls
            allow_unsafe_legacy_renegotiation | warning: protocol_options: "allow_unsafe_legacy_renegotiation" has no effect (it would weaken every connection)
            """)
    void saysWhatItThinksOfAnOption(String option, String fault) {
        offer(new Table(Module.FAST_TLS).protocolOptions("no_tlsv1", "no_tlsv1_1", option), "EC");

        assertThat(said()).containsExactly(fault);
    }

    @Test
    void takesTheOptionsOfTheField() {
        Offer offer = offer(
                new Table(Module.FAST_TLS)
                        .protocolOptions(
                                "no_sslv2",
                                "no_sslv3",
                                "no_tlsv1",
                                "no_tlsv1_1",
                                "cipher_server_preference",
                                "no_compression",
                                "no_ticket"),
                "EC");

        assertThat(said()).isEmpty();
        assertThat(offer.tickets()).isFalse();
        assertThat(offer(new Table(Module.FAST_TLS), "EC").tickets()).isTrue();
    }

    @Test
    void saysSoIfAskedForOldVersions() {
        offer(new Table(Module.FAST_TLS).protocolOptions("no_sslv2", "no_sslv3"), "EC");

        assertThat(said())
                .containsExactly("warning: protocol_options: TLS 1.0 and 1.1 stay off all the same"
                        + " (add no_tlsv1 and no_tlsv1_1 (RFC 8996))");
    }

    @Test
    void saysSoIfNoVersionIsLeft() {
        offer(new Table(Module.FAST_TLS).protocolOptions("no_tlsv1", "no_tlsv1_1", "no_tlsv1_2", "no_tlsv1_3"), "EC");

        assertThat(said()).containsExactly("error: protocol_options: no version of TLS is left (drop no_tlsv1_3)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TLSv1:SSLv3         | tlsv1.2 | RSA | start from the default, "TLSv1.2:TLSv1.3"
            CAMELLIA:!TLSv1.3   | tlsv1.2 | RSA | start from the default, "TLSv1.2:TLSv1.3"
            TLSv1.3             | tlsv1.2 | RSA | those named do not belong to the enabled versions
            ECDHE+ECDSA         | tlsv1.2 | RSA | those named do not fit the certificate's key: RSA and ECDSA have their own
            kRSA                | tlsv1.2 | EC  | those named do not fit the certificate's key: RSA and ECDSA have their own
            """)
    void saysWhyNoSuiteIsLeft(String ciphers, String version, String key, String hint) {
        offer(new Table(Module.JUST_TLS).ciphers(ciphers).versions(version), key);

        assertThat(faults.list())
                .last()
                .isEqualTo(new TlsFault(TlsFault.Severity.ERROR, "ciphers", "no cipher suite is left", hint));
    }

    @Test
    void saysSoIfTheEngineHasNoneOfTheSuites() {
        Offer.of(new Table(Module.JUST_TLS).ciphers("kRSA:!TLSv1.3").spec(), Set.of(), Set.of("RSA"), faults);

        assertThat(said())
                .containsExactly("error: ciphers: no cipher suite is left (this engine has none of those named)");
    }

    @Test
    void saysThatBoringSslCannotChooseAmongTls13Suites() {
        offer(new Table(Module.FAST_TLS).ciphers("TLS_AES_128_GCM_SHA256:ECDHE"), "EC");

        assertThat(said())
                .containsExactly("warning: ciphers: fast_tls always offers all three suites of TLS 1.3"
                        + " (BoringSSL has no choice there)");
    }

    @Test
    void saysThatAVersionWrittenOutHasNoSuite() {
        Offer offer = offer(
                new Table(Module.JUST_TLS).versions("tlsv1.2", "tlsv1.3").ciphers("TLS_AES_128_GCM_SHA256"), "EC");

        assertThat(offer.protocols()).containsExactly("TLSv1.3");
        assertThat(said()).containsExactly("warning: ciphers: no suite is left for TLSv1.2, so it is off");
    }
}
