package im.vestibule.server;

/** How many event loops serve the house unless {@code general.event_loops} says so. */
final class LoopCount {
    private LoopCount() {}

    /** Half of the processors: the other half does what may wait, collects garbage, and is the kernel's. */
    static int usual() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
