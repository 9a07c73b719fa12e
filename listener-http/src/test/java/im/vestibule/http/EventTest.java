package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTest {
    private static String text(Event event) {
        return new String(event.encode(), UTF_8);
    }

    @Test
    void isLinesAndAnEmptyOne() {
        assertThat(text(Event.of("{}"))).isEqualTo("data: {}\n\n");
        assertThat(text(new Event("message", "7", "ü"))).isEqualTo("event: message\nid: 7\ndata: ü\n\n");
        assertThat(text(Event.of(""))).isEqualTo("data: \n\n");
    }

    @Test
    void keepsEveryLineOfItsData() {
        assertThat(text(Event.of("a\nb\r\nc\rd\n"))).isEqualTo("data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
    }

    /** Whoever can choose an id cannot make an event of it. */
    @Test
    void hasNameAndIdOnOneLineEach() {
        assertThat(text(new Event("a\r\nb", "1\n\ndata: forged\0", "x")))
                .isEqualTo("event: ab\nid: 1data: forged\ndata: x\n\n");
    }
}
