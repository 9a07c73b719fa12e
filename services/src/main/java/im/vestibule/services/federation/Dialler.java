package im.vestibule.services.federation;

/** Opens streams to other servers. */
@FunctionalInterface
public interface Dialler {
    /**
     * Begins to open a stream and returns. What becomes of it is told by {@link Route#opened} or {@link Route#failed}, once.
     */
    void dial(Route route);
}
