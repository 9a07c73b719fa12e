package im.vestibule.it;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.ToLongFunction;

/** What the event loops of this JVM have used up, which is all that a connection costs but for its accounts. */
final class Loops {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Loops() {}

    /** Time on a processor, in nanoseconds. */
    static long time() {
        return sum(thread -> THREADS.getThreadCpuTime(thread.threadId()));
    }

    /** Bytes of the heap, given back or not. */
    static long bytes() {
        return sum(thread -> THREADS.getThreadAllocatedBytes(thread.threadId()));
    }

    private static long sum(ToLongFunction<Thread> use) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("loop-"))
                .mapToLong(use)
                .sum();
    }
}
