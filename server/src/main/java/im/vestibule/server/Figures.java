package im.vestibule.server;

import im.vestibule.core.Listener;
import im.vestibule.core.Listeners;
import im.vestibule.core.Loops;
import im.vestibule.http.BoshSessions;
import im.vestibule.http.HttpTallies;
import im.vestibule.server.Family.Counter;
import im.vestibule.server.Family.Gauge;
import im.vestibule.services.store.Store;
import im.vestibule.xmpp.Resumptions;
import im.vestibule.xmpp.Tallies;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads everything that the house counts. docs/metrics.md tells what it means. */
final class Figures implements MultiCollector {
    /** Streams that we have opened to other servers. */
    private static final String CALLS = Interior.OUTGOING;

    private final Readiness readiness;
    private final Store store;
    private final TlsFiles tls;
    private final Tallies tallies;
    private final HttpTallies web;
    private final BoshSessions bosh;
    private final Supplier<Resumptions.Counts> resumptions;
    private final LoopFigures loops;
    private volatile Optional<Listeners> listeners = Optional.empty();

    Figures(
            Readiness readiness,
            Store store,
            TlsFiles tls,
            Tallies tallies,
            HttpTallies web,
            BoshSessions bosh,
            Supplier<Resumptions.Counts> resumptions,
            Loops loops) {
        this.readiness = readiness;
        this.store = store;
        this.tls = tls;
        this.tallies = tallies;
        this.web = web;
        this.bosh = bosh;
        this.resumptions = resumptions;
        this.loops = new LoopFigures(loops);
    }

    /** From now on, these are the listeners. */
    void watch(Listeners opened) {
        listeners = Optional.of(opened);
    }

    /** Where there is a door for other servers, we call them, too. */
    static boolean federates(Listener listener) {
        return listener.name().startsWith("listen.s2s");
    }

    @Override
    public MetricSnapshots collect() {
        List<Family> families = new ArrayList<>();
        ListenerFigures figures = new ListenerFigures();
        for (Listener listener : listeners.map(Listeners::all).orElse(List.of())) {
            figures.add(listener);
            tallies.find(listener.name()).ifPresent(tally -> figures.add(listener.name(), tally));
            web.find(listener.name())
                    .ifPresent(tally -> figures.add(listener.name(), tally, bosh.count(listener.name())));
        }
        if (listeners.stream().flatMap(all -> all.all().stream()).anyMatch(Figures::federates)) {
            tallies.find(CALLS).ifPresent(tally -> figures.add(CALLS, tally));
        }
        families.addAll(figures.families());
        families.addAll(loops.families());
        families.addAll(house());
        families.addAll(resumptions());
        families.addAll(certificates());
        return new MetricSnapshots(families.stream().map(Family::snapshot).toList());
    }

    private List<Family> house() {
        Gauge ready = Family.gauge("vestibule_ready", "1 if new connections are welcome, else 0; as /ready.");
        ready.add(readiness.ready() ? 1 : 0);
        Gauge down = Family.gauge("vestibule_backend_down", "1 if a service outside does not do its part, else 0.");
        readiness.down().forEach((name, gone) -> down.add(gone ? 1 : 0, "backend", name));
        Gauge queue = Family.gauge("vestibule_store_queue", "Work that waits for the store's writer.");
        queue.add(store.waiting());
        Counter lost = Family.counter("vestibule_store_lost", "Work that could be lost and was.");
        lost.add(store.lost());
        Counter unwritten = Family.counter("vestibule_log_lines_lost", "Lines of the log that could not be written.");
        unwritten.add(Stderr.lost());
        return List.of(ready, down, queue, lost, unwritten, buffers());
    }

    /** Of the one allocator that all connections have. */
    private static Gauge buffers() {
        ByteBufAllocatorMetric metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        Gauge buffers =
                Family.gauge("vestibule_buffers_bytes", "Memory that Netty's buffers are made of, in use or in stock.");
        buffers.add(metric.usedDirectMemory(), "area", "direct");
        buffers.add(metric.usedHeapMemory(), "area", "heap");
        return buffers;
    }

    private List<Family> resumptions() {
        Resumptions.Counts counts = resumptions.get();
        Gauge suspended =
                Family.gauge("vestibule_sessions_suspended", "Sessions that wait for their clients to come back.");
        suspended.add(counts.suspended());
        Counter results = Family.counter(
                "vestibule_resumptions", "Requests to resume a session, and sessions that have waited in vain.");
        results.add(counts.resumed(), "result", "resumed");
        results.add(counts.unknown(), "result", "item-not-found");
        results.add(counts.tooHigh(), "result", "undefined-condition");
        results.add(counts.expired(), "result", "expired");
        return List.of(suspended, results);
    }

    private List<Family> certificates() {
        Gauge end = Family.gauge("vestibule_certificate_end_seconds", "When a certificate expires, in Unix time.");
        // One file may stand twice in a table, but there is one figure of it.
        Map<List<String>, Instant> ends = new LinkedHashMap<>();
        tls.certificates()
                .forEach(each -> ends.put(List.of(each.listener(), each.file().toString()), each.notAfter()));
        ends.forEach((at, when) -> end.add(when.getEpochSecond(), "listener", at.get(0), "file", at.get(1)));
        Counter refused = Family.counter(
                "vestibule_certificate_refusals", "Changes of TLS files that could not be taken into service.");
        refused.add(tls.refusals());
        return List.of(end, refused);
    }
}
