package im.vestibule.load;

/** What clients do. Each ends by itself. */
public sealed interface Scenario permits Login, Idle, Chat, Rate, Connect, Storm {
    /** As the command line calls it. */
    String name();

    /**
     * Runs it, and says what was seen.
     *
     * @throws InterruptedException if it is cut short
     */
    Report run(Plan plan) throws InterruptedException;
}
