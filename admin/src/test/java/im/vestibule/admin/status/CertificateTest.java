package im.vestibule.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.admin.status.Status.Certificate;
import im.vestibule.admin.status.Status.Urgency;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTest {
    private static final long NOW = 1_000_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "2592000000, 30, FINE",
        "2591999999, 29, SOON",
        "1209600000, 14, SOON",
        "1209599999, 13, URGENT",
        "1, 0, URGENT",
        "0, 0, OVER",
        "-100000000, 0, OVER",
    })
    void isMoreUrgentTheNearerItsEnd(long left, long days, Urgency urgency) {
        Certificate certificate = Certificate.of("listen.c2s[0]", "a.pem", List.of(), NOW + left, NOW);
        assertThat(certificate.days()).isEqualTo(days);
        assertThat(certificate.urgency()).isEqualTo(urgency);
    }
}
