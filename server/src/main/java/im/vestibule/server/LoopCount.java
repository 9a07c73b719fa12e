package im.vestibule.server;

/** How many event loops serve the house unless {@code general.event_loops} says so. */
final class LoopCount {
    private LoopCount() {}

    /** One for each processor. Those that are not needed take on no connections. */
    static int usual() {
        return Runtime.getRuntime().availableProcessors();
    }
}
