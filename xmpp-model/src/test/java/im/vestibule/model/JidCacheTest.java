package im.vestibule.model;

import static im.vestibule.model.Frame.Field.FROM;
import static im.vestibule.model.Frame.Field.TO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JidCacheTest {
    private final JidCache cache = new JidCache();

    @Test
    void answersLikeTheParser() {
        assertThat(cache.get(frame("<iq to='Juliet@door.test'/>"), TO)).contains(Jid.of("juliet@door.test"));
        assertThat(cache.get(frame("<iq to='o&apos;hara@door.test'/>"), TO)).isEmpty();
        assertThat(cache.get(frame("<iq to='door.test/o&apos;hara'/>"), TO)).contains(Jid.of("door.test/o'hara"));
        assertThat(cache.get(frame("<iq to=''/>"), TO)).isEmpty();
        assertThat(cache.get(frame("<iq/>"), TO)).isEmpty();
    }

    @Test
    void decodesWhatItHasSeenOnlyOnce() {
        Jid first = cache.get(frame("<iq to='juliet@door.test/a'/>"), TO).orElseThrow();

        assertThat(cache.get(frame("<message id='1' from='juliet@door.test/a'/>"), FROM))
                .containsSame(first);
    }

    @Test
    void keepsItsOwnCopyOfTheBytes() {
        Frame frame = frame("<iq to='juliet@door.test/a'/>");
        cache.get(frame, TO);
        Arrays.fill(frame.array(), (byte) 'x');

        assertThat(cache.get(frame("<iq to='juliet@door.test/a'/>"), TO)).contains(Jid.of("juliet@door.test/a"));
        assertThat(cache.get(frame("<iq to='xxxxxxxxxxxxxxxxxx'/>"), TO)).contains(Jid.of("xxxxxxxxxxxxxxxxxx"));
    }

    @Test
    void passesByWhatIsTooLong() {
        String longest = "<iq to='" + "a".repeat(246) + "@door.test'/>";
        String longer = "<iq to='" + "a".repeat(247) + "@door.test'/>";

        assertThat(cache.get(frame(longest), TO))
                .containsSame(cache.get(frame(longest), TO).orElseThrow());
        assertThat(cache.get(frame(longer), TO))
                .isEqualTo(cache.get(frame(longer), TO))
                .isPresent();
        assertThat(cache.get(frame(longer), TO).orElseThrow())
                .isNotSameAs(cache.get(frame(longer), TO).orElseThrow());
    }

    @Test
    void staysRightWhenPlacesAreTaken() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5000; i++) {
                String address = "u" + i + "@door.test";
                assertThat(cache.get(frame("<iq to='" + address + "'/>"), TO)).contains(Jid.of(address));
            }
        }
    }

    private static Frame frame(String element) {
        Framer framer = Framer.elements(Reading.LIMITS, Ns.CLIENT);
        byte[] bytes = element.getBytes(UTF_8);
        assertThat(framer.next(bytes, 0, bytes.length)).isEqualTo(Framing.ELEMENT);
        return framer.frame();
    }
}
