package im.vestibule.server;

import im.vestibule.config.Limit;
import im.vestibule.config.MetricsSpec;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.BindFault;
import im.vestibule.core.Door;
import im.vestibule.core.Listener;
import im.vestibule.core.Listeners;
import im.vestibule.core.Loops;
import im.vestibule.http.Page;
import im.vestibule.http.Pages;
import im.vestibule.http.PagesPipeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The door for monitoring: the first to open, the last to close, so that it can tell of all that happens in between. */
final class Monitor implements AutoCloseable {
    /** Connections at a time; more wait in the kernel's backlog. */
    private static final int CONNECTIONS = 64;

    private static final int BACKLOG = 64;

    private final Listeners door;
    private final Figures figures;
    private final Metrics metrics;

    private Monitor(Listeners door, Figures figures, Metrics metrics) {
        this.door = door;
        this.figures = figures;
        this.metrics = metrics;
    }

    /** What became of opening. */
    sealed interface Opening {
        record Opened(Monitor monitor) implements Opening {}

        /** Nothing is bound. */
        record Failed(BindFault fault) implements Opening {}
    }

    static Opening open(MetricsSpec spec, Readiness readiness, Figures figures, Loops loops) {
        Metrics metrics = new Metrics(figures);
        Pages pages = (path, accept) -> Optional.ofNullable(
                switch (path) {
                    case "/metrics" -> metrics.page(accept);
                    case "/live" -> Page.text(200, "live\n");
                    case "/ready" -> ready(readiness);
                    default -> null;
                });
        SocketSpec socket = new SocketSpec(
                spec.address(), BACKLOG, CONNECTIONS, new Limit(CONNECTIONS), false, false, Optional.empty(), false);
        return switch (Listeners.open(List.of(new Door("metrics", socket, new PagesPipeline(pages))), loops)) {
            case Listeners.Opening.Opened(Listeners door) -> new Opening.Opened(new Monitor(door, figures, metrics));
            case Listeners.Opening.Failed(BindFault fault) -> {
                metrics.close();
                yield new Opening.Failed(fault);
            }
        };
    }

    private static Page ready(Readiness readiness) {
        // Asked once: it may change between two questions.
        List<String> reasons = readiness.reasons();
        return reasons.isEmpty() ? Page.text(200, "ready\n") : Page.text(503, String.join("\n", reasons) + "\n");
    }

    /** Counts these listeners from now on. */
    void watch(Listeners listeners) {
        figures.watch(listeners);
    }

    Listener listener() {
        return door.all().getFirst();
    }

    @Override
    public void close() {
        door.stopAccepting();
        door.drain(Duration.ZERO);
        metrics.close();
    }
}
