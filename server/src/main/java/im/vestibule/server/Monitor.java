package im.vestibule.server;

import im.vestibule.config.Limit;
import im.vestibule.config.MetricsSpec;
import im.vestibule.config.SocketSpec;
import im.vestibule.core.Door;
import im.vestibule.core.Listener;
import im.vestibule.core.Listeners;
import im.vestibule.core.Listeners.Opening;
import im.vestibule.core.Loops;
import im.vestibule.http.Page;
import im.vestibule.http.Pages;
import im.vestibule.http.PagesPipeline;
import java.util.List;
import java.util.Optional;

/**
 * The door for monitoring: the first to open and the last to close, so that it can tell of all that happens in between.
 * There is none without a {@code metrics} table.
 */
final class Monitor implements AutoCloseable {
    /** Connections at a time; more wait in the kernel's backlog. */
    private static final int CONNECTIONS = 64;

    private static final int BACKLOG = 64;

    private final Loops loops;
    private final Optional<Watch> watch;
    private Optional<Listeners> own = Optional.empty();

    private record Watch(Door door, Metrics metrics) {}

    Monitor(Optional<MetricsSpec> spec, Readiness readiness, Figures figures, Loops loops) {
        this.loops = loops;
        watch = spec.map(table -> {
            Metrics metrics = new Metrics(figures);
            return new Watch(door(table, pages(metrics, readiness)), metrics);
        });
    }

    private static Door door(MetricsSpec table, Pages pages) {
        SocketSpec socket = new SocketSpec(
                table.address(), BACKLOG, CONNECTIONS, new Limit(CONNECTIONS), false, false, Optional.empty(), false);
        return new Door("metrics", socket, new PagesPipeline(pages));
    }

    private static Pages pages(Metrics metrics, Readiness readiness) {
        return (path, accept) -> switch (path) {
            case "/metrics" -> Optional.of(metrics.page(accept));
            case "/live" -> Optional.of(Page.text(200, "live\n"));
            case "/ready" -> Optional.of(ready(readiness));
            default -> Optional.empty();
        };
    }

    private static Page ready(Readiness readiness) {
        List<String> reasons = readiness.reasons();
        return reasons.isEmpty() ? Page.text(200, "ready\n") : Page.text(503, String.join("\n", reasons) + "\n");
    }

    /** Opens its own door, then these. On failure it still is to be closed. */
    Opening open(List<Door> doors) {
        if (watch.isPresent()) {
            switch (Listeners.open(List.of(watch.get().door()), loops)) {
                case Opening.Opened(Listeners opened) -> own = Optional.of(opened);
                case Opening.Failed failed -> {
                    return failed;
                }
            }
        }
        return Listeners.open(doors, loops);
    }

    /** Its own; empty unless it is open. */
    Optional<Listener> listener() {
        return own.map(door -> door.all().getFirst());
    }

    @Override
    public void close() {
        own.ifPresent(door -> {
            door.stopAccepting();
            door.abort();
        });
        watch.ifPresent(on -> on.metrics().close());
    }
}
