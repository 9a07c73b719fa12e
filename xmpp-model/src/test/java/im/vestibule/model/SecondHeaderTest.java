package im.vestibule.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondHeaderTest {
    private static final String HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    private final Framer framer = Framer.stream(new FrameLimits(1_000, 8, 8, 8), Ns.CLIENT);

    @BeforeEach
    void open() {
        assertThat(read(HEADER)).isEqualTo(Framing.HEADER);
    }

    private Framing read(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return framer.next(bytes, 0, bytes.length);
    }

    @Test
    void endsTheStreamAtItsLastByte() {
        assertThat(read(HEADER.substring(0, HEADER.length() - 1))).isEqualTo(Framing.MORE);
        assertThat(read(">")).isEqualTo(Framing.FAULT);
        assertThat(framer.fault())
                .isEqualTo(StreamError.of(StreamError.Condition.POLICY_VIOLATION, "stream already open"));
    }

    @Test
    void isKnownByItsNamespace() {
        assertThat(read("<s:stream xmlns:s='http://etherx.jabber.org/streams'/>"))
                .isEqualTo(Framing.FAULT);
    }

    @Test
    void isNotWhateverIsNamedStream() {
        assertThat(read("<stream/>")).isEqualTo(Framing.ELEMENT);
        assertThat(read("<message><stream:stream/></message>")).isEqualTo(Framing.ELEMENT);
    }
}
