package im.vestibule.core;

import java.util.concurrent.atomic.AtomicLong;

/** A count that one thread keeps and any thread reads. To its keeper it costs an addition: no lock, no fence. */
public final class Tick {
    private final AtomicLong value = new AtomicLong();

    /** By its keeper only. */
    public void add(long more) {
        value.setOpaque(value.getPlain() + more);
    }

    public long get() {
        return value.getOpaque();
    }
}
