package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.server.ExpiryNotices.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryTest {
    private static final Instant END = Instant.parse("2030-03-31T12:00:00Z");

    private final ExpiryNotices notices = new ExpiryNotices();

    private static ServedCertificate certificate(String listener, Instant end) {
        return new ServedCertificate(listener, Path.of("/door.pem"), List.of("door.test"), "CN=door.test", end);
    }

    private List<Expiry> due(Duration left, ServedCertificate... served) {
        return notices.due(List.of(served), END.minus(left)).stream()
                .map(Notice::expiry)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "P31D,",
        "PT720H1S,",
        "P30D,    MONTH",
        "P8D,     MONTH",
        "P7D,     WEEK",
        "P2D,     WEEK",
        "P1D,     DAY",
        "PT1S,    DAY",
        "PT0S,    OVER",
        "P-100D,  OVER"
    })
    void isAsNearAsThereIsTimeLeft(Duration left, Expiry expiry) {
        assertThat(Expiry.of(END, END.minus(left))).isEqualTo(Optional.ofNullable(expiry));
    }

    @Test
    void saysEachOnce() {
        ServedCertificate mine = certificate("listen.c2s[0]", END);
        assertThat(due(Duration.ofDays(31), mine)).isEmpty();
        assertThat(due(Duration.ofDays(30), mine)).containsExactly(Expiry.MONTH);
        assertThat(due(Duration.ofDays(29), mine)).isEmpty();
        assertThat(due(Duration.ofDays(7), mine)).containsExactly(Expiry.WEEK);
        assertThat(due(Duration.ofHours(24), mine)).containsExactly(Expiry.DAY);
        assertThat(due(Duration.ofHours(23), mine)).isEmpty();
        assertThat(due(Duration.ZERO, mine)).containsExactly(Expiry.OVER);
        assertThat(due(Duration.ofDays(-1), mine)).isEmpty();
    }

    @Test
    void saysOnlyTheMostUrgentToWhoeverStartsLate() {
        assertThat(due(Duration.ofHours(1), certificate("listen.c2s[0]", END))).containsExactly(Expiry.DAY);
    }

    @Test
    void beginsAnewWithANewCertificate() {
        assertThat(due(Duration.ofDays(3), certificate("listen.c2s[0]", END))).containsExactly(Expiry.WEEK);
        assertThat(due(Duration.ofDays(3), certificate("listen.c2s[0]", END.plus(Duration.ofDays(20)))))
                .containsExactly(Expiry.MONTH);
    }

    @Test
    void speaksForEachListener() {
        assertThat(due(Duration.ofDays(3), certificate("listen.c2s[0]", END), certificate("listen.c2s[1]", END)))
                .containsExactly(Expiry.WEEK, Expiry.WEEK);
    }
}
