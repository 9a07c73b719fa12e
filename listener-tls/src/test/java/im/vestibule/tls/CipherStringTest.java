package im.vestibule.tls;

import static im.vestibule.tls.CipherSuite.TLS_AES_128_GCM_SHA256;
import static im.vestibule.tls.CipherSuite.TLS_AES_256_GCM_SHA384;
import static im.vestibule.tls.CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CipherStringTest {
    private static final List<CipherSuite> TLS_1_3 =
            List.of(TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, TLS_AES_128_GCM_SHA256);

    private final Faults faults = new Faults();

    private List<CipherSuite> expand(String text) {
        return CipherString.expand(text, false, faults);
    }

    /** OpenSSL's names of the suites below TLS 1.3. */
    private String old(String text) {
        return expand(text).stream()
                .filter(suite -> suite.version() == TlsVersion.TLS_1_2)
                .map(suite -> suite.openssl)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # names, in either spelling, in the order given
            ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384 | ECDHE-RSA-AES256-GCM-SHA384 ECDHE-ECDSA-AES256-GCM-SHA384
            TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA                        | ECDHE-RSA-AES128-SHA
            SSL_RSA_WITH_AES_128_CBC_SHA                              | AES128-SHA
            # separators
            'AES128-SHA,AES256-SHA AES256-GCM-SHA384;AES128-GCM-SHA256' | AES128-SHA AES256-SHA AES256-GCM-SHA384 AES128-GCM-SHA256
            :AES128-SHA::                                             | AES128-SHA
            # groups and conjunctions
            kRSA+AESGCM                                               | AES256-GCM-SHA384 AES128-GCM-SHA256
            ECDHE+ECDSA+AESGCM                                        | ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-ECDSA-AES128-GCM-SHA256
            ECDHE+CHACHA20                                            | ECDHE-ECDSA-CHACHA20-POLY1305 ECDHE-RSA-CHACHA20-POLY1305
            EDH+aRSA+SHA1                                             | DHE-RSA-AES256-SHA DHE-RSA-AES128-SHA
            SHA384                                                    | ECDHE-ECDSA-AES256-SHA384 ECDHE-RSA-AES256-SHA384
            # for good, for now, and to the end
            RSA:!AESGCM:AES256-GCM-SHA384                             | AES256-SHA AES128-SHA
            RSA:-AESGCM:AES256-GCM-SHA384                             | AES256-SHA AES128-SHA AES256-GCM-SHA384
            RSA:+AES256                                               | AES128-GCM-SHA256 AES128-SHA AES256-GCM-SHA384 AES256-SHA
            # what was taken away keeps its place in front
            kRSA:-AES128:kRSA                                         | AES256-GCM-SHA384 AES256-SHA AES128-GCM-SHA256 AES128-SHA
            AES128-SHA:AES256-SHA:@STRENGTH                           | AES256-SHA AES128-SHA
            kRSA+SHA1:ECDHE+SHA1+AES128@SECLEVEL=3                    | ECDHE-ECDSA-AES128-SHA ECDHE-RSA-AES128-SHA
            ECDHE+AESGCM+ECDSA:@SECLEVEL=5                            | ECDHE-ECDSA-AES256-GCM-SHA384
            # known, but nobody has them
            PSK:SRP:CAMELLIA:ARIA:DHE-DSS-AES256-SHA:AES128-CCM8:AES128-SHA | AES128-SHA
            """)
    void followsTheRulesOfOpenssl(String text, String suites) {
        assertThat(old(text)).isEqualTo(suites);
        assertThat(faults.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEFAULT",
                "ALL:!aNULL",
                "HIGH:!aNULL:!MD5",
                "HIGH:!aNULL:!eNULL:!EXPORT:!DES:!MD5:!PSK:!RC4",
                "HIGH:!aNULL:!3DES@STRENGTH",
                "EECDH+AESGCM:EDH+AESGCM:AES256+EECDH:AES256+EDH",
                "ECDHE+AESGCM:DHE+AESGCM:ECDHE+CHACHA20:!SHA256",
                "TLSv1.2:!kRSA",
                "TLSv1:!aNULL",
                "SSLv3:!aNULL",
                "ALL:-ECDHE:@STRENGTH:ECDHE:!aNULL",
                "aRSA:+AES256:+CHACHA20:-DHE",
                "aECDSA:kEDH:!aNULL:!DSS",
                "FIPS:!kRSA:!aNULL",
                "CBC:!aNULL:!SHA1",
                "AES:CHACHA20:!aNULL:+AES128",
                "ECDHE-RSA-AES128-GCM-SHA256:HIGH:!aNULL",
                "HIGH:!aNULL@SECLEVEL=3",
                "HIGH:!aNULL:@SECLEVEL=4",
            })
    void agreesWithTheProgram(String text) throws Exception {
        Set<String> ours =
                Arrays.stream(CipherSuite.values()).map(suite -> suite.openssl).collect(Collectors.toSet());
        List<String> theirs = Arrays.stream(
                        OpensslProgram.run("ciphers", "-s", text).strip().split(":"))
                .filter(ours::contains)
                .toList();

        List<String> expanded =
                expand(text).stream().map(suite -> suite.openssl).toList();

        assertThat(theirs).isNotEmpty();
        assertThat(expanded).isEqualTo(theirs);
    }

    @Test
    void namesEverySuiteAsTheProgramDoes() throws Exception {
        String table = OpensslProgram.run("ciphers", "-stdname", "ALL:@SECLEVEL=0");

        for (CipherSuite suite : CipherSuite.values()) {
            assertThat(table).containsPattern(suite.name() + " +- " + suite.openssl + " ");
        }
    }

    @Test
    void takesAListOfVersionsForTheirGoodSuites() {
        assertThat(expand("TLSv1.2:TLSv1.3"))
                .startsWith(TLS_1_3.toArray(new CipherSuite[0]))
                .hasSize(9)
                .allMatch(CipherSuite::good)
                .noneMatch(suite -> suite.has("DHE"));
        assertThat(expand("TLSv1.3")).isEqualTo(TLS_1_3);
        assertThat(expand("TLSv1.2")).hasSize(6).noneMatch(TLS_1_3::contains);
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void countsDheAsGoodForThoseWhoBringParameters() {
        assertThat(CipherString.expand("TLSv1.2", true, faults)).hasSize(9).anyMatch(suite -> suite.has("DHE"));
    }

    @Test
    void saysThatOldVersionsStayOff() {
        assertThat(expand("TLSv1 TLSv1.1 TLSv1.2")).isEqualTo(expand("TLSv1.2"));
        assertThat(faults.list())
                .extracting(TlsFault::what)
                .containsExactly("TLSv1 is never enabled", "TLSv1.1 is never enabled");
    }

    @Test
    void leavesNothingOfOldVersionsAlone() {
        assertThat(expand("TLSv1:SSLv3")).isEmpty();
    }

    @Test
    void keepsTls13ApartFromTheString() {
        assertThat(expand("AES128-SHA")).startsWith(TLS_1_3.toArray(new CipherSuite[0]));
        assertThat(expand("HIGH:!AES128:!CHACHA20")).startsWith(TLS_1_3.toArray(new CipherSuite[0]));
    }

    @Test
    void letsTheStringNameTls13Suites() {
        assertThat(expand("TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:AES128-SHA"))
                .containsExactly(
                        TLS_CHACHA20_POLY1305_SHA256, TLS_AES_128_GCM_SHA256, CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
        assertThat(expand("TLSv1.3:AES128-SHA")).hasSize(4);
    }

    @Test
    void letsTheStringStrikeTls13SuitesOut() {
        assertThat(expand("AES128-SHA:!TLSv1.3")).containsExactly(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
        assertThat(expand("AES128-SHA:-TLS_AES_128_GCM_SHA256"))
                .containsExactly(
                        TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RC4",
                "3DES",
                "DES",
                "MD5",
                "NULL",
                "eNULL",
                "aNULL",
                "EXPORT",
                "LOW",
                "ADH",
                "DES-CBC3-SHA",
                "RC4-MD5",
                "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
                "TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
                "ADH-AES128-SHA"
            })
    void neverEnablesWhatIsBroken(String word) {
        assertThat(old(word + ":AES128-SHA")).isEqualTo("AES128-SHA");
        assertThat(faults.list()).extracting(TlsFault::what).containsExactly(word + " is never enabled");
        assertThat(faults.fatal()).isFalse();
    }

    @Test
    void doesNotWarnOfWhatIsStruckOut() {
        assertThat(old("AES128-SHA:!RC4:!aNULL:-3DES")).isEqualTo("AES128-SHA");
        assertThat(faults.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HIHG                        | "HIHG" is no cipher suite and no group of them | did you mean HIGH?
            ECDHE-RSA-AES256-GCM-SHA385 | "ECDHE-RSA-AES256-GCM-SHA385" is no cipher suite and no group of them | did you mean ECDHE-RSA-AES256-GCM-SHA384?
            ECDHE+AEGSCM                | "AEGSCM" is no cipher suite and no group of them | did you mean AESGCM?
            !aNULLL                     | "aNULLL" is no cipher suite and no group of them | did you mean aNULL?
            ECDHE++AES                  | "" is no cipher suite and no group of them | ''
            @SECLEVEL=9                 | "@SECLEVEL=9" is no command | there are @STRENGTH and @SECLEVEL=0 to 5
            @strength                   | "@strength" is no command | there are @STRENGTH and @SECLEVEL=0 to 5
            """)
    void pointsAtWhatItDoesNotKnow(String text, String what, String hint) {
        expand("AES128-SHA:" + text);

        assertThat(faults.list()).containsExactly(new TlsFault(TlsFault.Severity.ERROR, "ciphers", what, hint));
    }

    @Test
    void leavesNothingOfAnEmptyString() {
        assertThat(old("")).isEmpty();
        assertThat(old(" :,")).isEmpty();
    }
}
