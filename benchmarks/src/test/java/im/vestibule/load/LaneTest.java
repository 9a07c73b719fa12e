package im.vestibule.load;

import static im.vestibule.load.Lane.Arrival.DUPLICATE;
import static im.vestibule.load.Lane.Arrival.IN_ORDER;
import static im.vestibule.load.Lane.Arrival.LATE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LaneTest {
    private final Lane lane = new Lane(4);

    @Test
    void tellsOrderFromDisorder() {
        assertThat(lane.send(10)).isEqualTo(1);
        assertThat(lane.send(20)).isEqualTo(2);
        assertThat(lane.send(30)).isEqualTo(3);
        assertThat(lane.stamp(2)).isEqualTo(20);
        assertThat(lane.receive(1)).isEqualTo(IN_ORDER);
        assertThat(lane.receive(3)).isEqualTo(IN_ORDER);
        assertThat(lane.receive(2)).isEqualTo(LATE);
        assertThat(lane.receive(2)).isEqualTo(DUPLICATE);
    }

    @Test
    void doesNotKnowWhatWasNeverSent() {
        lane.send(10);
        assertThat(lane.receive(0)).isEqualTo(DUPLICATE);
        assertThat(lane.receive(2)).isEqualTo(DUPLICATE);
        assertThat(lane.receive(-1)).isEqualTo(DUPLICATE);
    }

    @Test
    void hasABound() {
        for (int i = 0; i < 4; i++) {
            lane.send(10);
        }
        assertThat(lane.send(10)).isZero();
        lane.receive(1);
        assertThat(lane.send(10)).isEqualTo(5);
        assertThat(lane.receive(1)).isEqualTo(DUPLICATE);
    }
}
