package im.vestibule.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.config.TlsSpec.Module;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a list of suites, perhaps an empty one, and means the same to both engines. */
class CipherStringFuzzTest {
    private static final Set<String> ALL =
            Arrays.stream(CipherSuite.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> KEYS = Set.of("RSA", "EC");

    /** Every word there is, what can be done with it, and more of that than anybody writes. */
    static Stream<byte[]> words() {
        return Stream.concat(
                        CipherAlias.words().stream()
                                .flatMap(word -> Stream.of("ALL:-" + word + ":" + word, "HIGH+" + word)),
                        Stream.of(
                                "AES128-".repeat(5_000),
                                "AES_".repeat(5_000) + "x",
                                "AES128".repeat(30) + "_!",
                                "RSA" + "+RSA".repeat(5_000),
                                "x".repeat(50_000),
                                "x:".repeat(50),
                                "@".repeat(50)))
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("words")
    @FuzzTest
    void namesSuitesInOrder(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        Faults faults = new Faults();
        List<CipherSuite> suites = CipherString.expand(text, true, faults);

        assertThat(suites).doesNotHaveDuplicates();
        assertThat(suites)
                .as("TLS 1.3 first")
                .isSortedAccordingTo(Comparator.comparing(CipherSuite::version).reversed());
        assertThat(CipherString.expand(text, true, new Faults())).isEqualTo(suites);
        assertThat(CipherString.expand(text, false, new Faults())).allMatch(suites::contains);
        if (!faults.fatal()) {
            suites.forEach(suite -> canBeStruckOut(text, suite));
            meansTheSameToBothEngines(text);
        }
    }

    private static void canBeStruckOut(String text, CipherSuite suite) {
        assertThat(CipherString.expand(text + ":!" + suite.openssl, true, new Faults()))
                .doesNotContain(suite);
    }

    private static void meansTheSameToBothEngines(String text) {
        Offer boring = Offer.of(new Table(Module.FAST_TLS).ciphers(text).spec(), ALL, KEYS, new Faults());
        Offer jdk = Offer.of(new Table(Module.JUST_TLS).ciphers(text).spec(), ALL, KEYS, new Faults());
        assertThat(boring.suites()).isEqualTo(jdk.suites());
        assertThat(boring.versions()).isEqualTo(jdk.versions());
        assertThat(boring.suites()).allMatch(suite -> boring.versions().contains(suite.version()));
    }
}
