package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void countsAValueAtABoundBelowIt() {
        Histogram histogram = new Histogram(1, 10);
        histogram.record(0);
        histogram.record(1);
        histogram.record(2);
        histogram.record(10);
        histogram.record(11);

        assertThat(histogram.counts()).containsExactly(2, 2, 1);
        assertThat(histogram.sum()).isEqualTo(24);
    }
}
