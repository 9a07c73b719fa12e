package im.vestibule.server;

import im.vestibule.admin.status.Status;
import im.vestibule.admin.status.Status.BackEnd;
import im.vestibule.admin.status.Status.Certificate;
import im.vestibule.config.Config;
import im.vestibule.config.ListenerRow;
import im.vestibule.core.Addresses;
import im.vestibule.core.Listener;
import im.vestibule.core.Listeners;
import im.vestibule.services.session.Sessions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sees how the house is. Only reads what is counted anyway. */
final class Survey {
    private final Readiness readiness;
    private final TlsFiles tls;
    private final Sessions sessions;
    private final StatusCounts counts;
    private final StorePulse store;
    private final InstantSource clock;
    private volatile Optional<Listeners> listeners = Optional.empty();
    private volatile Optional<Listener> monitoring = Optional.empty();
    private volatile Map<String, ListenerRow> rows;

    Survey(
            Config config,
            Readiness readiness,
            TlsFiles tls,
            Sessions sessions,
            StatusCounts counts,
            StorePulse store,
            InstantSource clock) {
        this.readiness = readiness;
        this.tls = tls;
        this.sessions = sessions;
        this.counts = counts;
        this.store = store;
        this.clock = clock;
        rows = rows(config);
    }

    /** From now on, these are the listeners. */
    void over(Listeners opened, Optional<Listener> monitor) {
        listeners = Optional.of(opened);
        monitoring = monitor;
    }

    /** From now on, this is what was asked for. */
    void adopt(Config config) {
        rows = rows(config);
    }

    private static Map<String, ListenerRow> rows(Config config) {
        return config.listeners(LoopCount.usual()).stream()
                .collect(Collectors.toMap(ListenerRow::key, Function.identity()));
    }

    Status look() {
        long now = clock.millis();
        List<Listener> bound = bound();
        return new Status(
                now,
                ServerFigures.of(readiness),
                bound.stream().map(this::door).toList(),
                certificates(now),
                counts.counts(bound),
                backEnds(),
                store.look(),
                counts.totals(bound, sessions.count()));
    }

    private List<Listener> bound() {
        return Stream.of(
                        listeners.stream().flatMap(all -> all.all().stream()),
                        listeners.stream().flatMap(all -> all.leaving().stream()),
                        monitoring.stream())
                .flatMap(Function.identity())
                .toList();
    }

    private Status.Door door(Listener listener) {
        Optional<ListenerRow> row = Optional.ofNullable(rows.get(listener.name()));
        return new Status.Door(
                listener.name(),
                Addresses.text(listener.address()),
                row.map(ListenerRow::tls).orElse("-"),
                row.map(ListenerRow::handlers).orElse(List.of()),
                Status.State.valueOf(listener.state().name()),
                listener.connections(),
                listener.most().isInfinite()
                        ? Optional.empty()
                        : Optional.of(listener.most().value()),
                listener.tally().accepted(),
                StatusCounts.refused(listener),
                counts.streams(listener));
    }

    /** One file may stand twice in a table, but it has one end. */
    private List<Certificate> certificates(long now) {
        return tls.certificates().stream()
                .map(each -> Certificate.of(
                        each.listener(),
                        each.file().toString(),
                        each.hosts(),
                        each.notAfter().toEpochMilli(),
                        now))
                .distinct()
                .toList();
    }

    private List<BackEnd> backEnds() {
        List<BackEnd> all = new ArrayList<>();
        readiness
                .backends()
                .forEach((name, backend) -> all.add(
                        new BackEnd(name, backend.reason(), backend.since().toEpochMilli())));
        return all;
    }
}
