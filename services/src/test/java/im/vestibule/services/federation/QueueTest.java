package im.vestibule.services.federation;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.services.session.Parcel;
import im.vestibule.services.session.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final List<Parcel> PARCELS = IntStream.range(0, 4)
            .mapToObj(number -> new Parcel(new byte[] {(byte) number}, Receipt.NONE))
            .toList();

    private static Parcel stanza(int number) {
        return PARCELS.get(number);
    }

    @Test
    void takesNoMoreThanSoMany() {
        Queue queue = new Queue(2);

        assertThat(queue.add(stanza(1))).isTrue();
        assertThat(queue.add(stanza(2))).isTrue();
        assertThat(queue.add(stanza(3))).isFalse();
        assertThat(queue.take()).containsExactly(stanza(1), stanza(2));
        assertThat(queue.add(stanza(3))).isTrue();
    }

    @Test
    void takesNoMoreThanSoManyBytes() {
        Queue queue = new Queue(100);

        assertThat(queue.add(new Parcel(new byte[(int) Queue.BYTES], Receipt.NONE)))
                .isTrue();
        assertThat(queue.add(stanza(1))).isFalse();
        queue.drain(stanza -> true);
        assertThat(queue.add(stanza(1))).isTrue();
    }

    @Test
    void putsBackInFrontWhatHasWaitedBefore() {
        Queue queue = new Queue(2);
        queue.add(stanza(3));

        queue.restore(List.of(stanza(1), stanza(2)));

        assertThat(queue.take()).containsExactly(stanza(1), stanza(2), stanza(3));
    }

    @Test
    void keepsWhatIsNotTaken() {
        Queue queue = new Queue(3);
        queue.add(stanza(1));
        queue.add(stanza(2));
        queue.add(stanza(3));
        List<Parcel> taken = new ArrayList<>();

        queue.drain(stanza -> taken.size() < 2 && taken.add(stanza));

        assertThat(taken).containsExactly(stanza(1), stanza(2));
        assertThat(queue.take()).containsExactly(stanza(3));
    }
}
