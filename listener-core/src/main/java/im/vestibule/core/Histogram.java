package im.vestibule.core;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How often values of which size have come. One thread keeps it, any thread reads it. */
public final class Histogram {
    private final long[] bounds;
    private final Tick[] buckets;
    private final Tick sum = new Tick();

    /**
     * @param bounds upper ends of the buckets, inclusive and ascending; one more bucket takes what is above
     */
    public Histogram(long... bounds) {
        this.bounds = bounds.clone();
        buckets = IntStream.rangeClosed(0, bounds.length)
                .mapToObj(i -> new Tick())
                .toArray(Tick[]::new);
    }

    /** By its keeper only. */
    public void record(long value) {
        int i = 0;
        while (i < bounds.length && value > bounds[i]) {
            i++;
        }
        buckets[i].add(1);
        sum.add(value);
    }

    public long[] bounds() {
        return bounds.clone();
    }

    /** How many in each bucket, the one without an upper end last. */
    public long[] counts() {
        return Arrays.stream(buckets).mapToLong(Tick::get).toArray();
    }

    /** Of all values. */
    public long sum() {
        return sum.get();
    }
}
