package im.vestibule.server;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has lived for a while, under the serial collector, which by itself lets this grow to the limit of the heap before it looks at it: after
 * some storms of logins gigabytes, of which nearly all was over. Other collectors need no help.
 */
final class OldGeneration {
    /** In bytes. Below that, what could be had back is not worth a pause. */
    static final long FLOOR = 128L << 20;

    /** So many times what the last collection left. A pause is as long as that is large, so that pauses stay rare. */
    private static final int GROWTH = 4;

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(OldGeneration.class);

    private final MemoryPoolMXBean pool;

    private OldGeneration(MemoryPoolMXBean pool) {
        this.pool = pool;
    }

    /** Empty under other collectors. */
    static Optional<OldGeneration> ofSerial() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .findFirst()
                .map(OldGeneration::new);
    }

    /** Collects it from now on whenever it has grown out of proportion, as long as the process lives. */
    void keep() {
        Thread.ofVirtual().name("old-generation").start(() -> {
            while (true) {
                LockSupport.parkNanos(PERIOD.toNanos());
                look();
            }
        });
    }

    private void look() {
        long used = pool.getUsage().getUsed();
        if (isOutOfProportion(used, pool.getCollectionUsage().getUsed())) {
            long begin = System.nanoTime();
            System.gc();
            log.atDebug()
                    .addKeyValue("before", used)
                    .addKeyValue("after", pool.getUsage().getUsed())
                    .addKeyValue(
                            "millis",
                            Duration.ofNanos(System.nanoTime() - begin).toMillis())
                    .log("old_generation_collected");
        }
    }

    /**
     * Whether a collection would be worth its pause.
     *
     * @param used in bytes, dead or alive
     * @param left by the last collection, in bytes; 0 if there was none
     */
    static boolean isOutOfProportion(long used, long left) {
        return used > Math.max(FLOOR, GROWTH * left);
    }
}
