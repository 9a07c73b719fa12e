package im.vestibule.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BytesTest {
    @Test
    void findsAByteAtEveryPlace() {
        for (int length = 0; length < 40; length++) {
            for (int place = 0; place < length; place++) {
                byte[] bytes = Bytes.of("a".repeat(place) + "<" + "<".repeat(length - place - 1));
                assertThat(Bytes.find(bytes, 0, length, '<')).isEqualTo(place);
                assertThat(Bytes.find(bytes, 0, place, '<')).isEqualTo(-1);
            }
        }
    }

    @Test
    void isNotMisledByBytesOfOtherAlphabets() {
        byte[] bytes = Bytes.of("\u00bc\u203c\u0100=;\u007f<");
        assertThat(Bytes.find(bytes, 0, bytes.length, '<')).isEqualTo(bytes.length - 1);
    }

    @Test
    void masksAsTheRfcSays() {
        // RFC 6455 §5.7: a masked "Hello".
        byte[] hello = Bytes.of("Hello");
        Bytes.mask(hello, 0, 5, 0x37fa213d);
        assertThat(hello).containsExactly(0x7f, 0x9f, 0x4d, 0x51, 0x58);
    }

    @Test
    void masksLongTextsAsShortOnes() {
        byte[] at = Bytes.of("x".repeat(29));
        Bytes.mask(at, 0, 29, 0x01020304);
        for (int i = 0; i < 29; i++) {
            assertThat(at[i]).isEqualTo((byte) ('x' ^ (i % 4 + 1)));
        }
    }

    @Test
    void writesNumbers() {
        byte[] out = new byte[16];
        for (int number : new int[] {0, 9, 10, 12345, Integer.MAX_VALUE}) {
            int end = Bytes.put(out, 0, number);
            assertThat(Bytes.text(out, 0, end)).isEqualTo(Integer.toString(number));
        }
    }
}
