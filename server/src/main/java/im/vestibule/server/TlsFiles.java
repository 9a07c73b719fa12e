package im.vestibule.server;

import im.vestibule.config.C2sSpec;
import im.vestibule.config.Config;
import im.vestibule.config.HttpSpec;
import im.vestibule.config.Places;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import im.vestibule.config.S2sListenSpec;
import im.vestibule.config.TlsSpec;
import im.vestibule.tls.ClientContext;
import im.vestibule.tls.TlsContext;
import im.vestibule.tls.TlsFault;
import im.vestibule.tls.TlsUse;
import im.vestibule.xmpp.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The TLS of every listener and of calls to other servers, made of the files that their tables name; those of the outgoing
 * pools are looked at, too.
 * Whatever changes it waits for its turn; whoever only looks does not.
 */
final class TlsFiles implements AutoCloseable {
    private static final TlsUse C2S = TlsUse.PLAIN.withAlpn("xmpp-client");

    private static final TlsUse S2S = TlsUse.PLAIN.withAlpn("xmpp-server");

    /** A client whose certificate is asked for has no other way to say who it is. */
    private static final TlsUse HTTP = TlsUse.PLAIN.withAlpn("h2", "http/1.1").requiringClientCertificate();

    private final List<Problem> problems = new ArrayList<>();
    private final AtomicLong refusals = new AtomicLong();
    private volatile Map<String, TlsTable> tables;
    private volatile CallFiles calls;

    private TlsFiles(Config config, Places places) {
        Map<String, TlsTable> read = new LinkedHashMap<>();
        List<C2sSpec> c2s = config.listen().c2s();
        for (int i = 0; i < c2s.size(); i++) {
            String key = "listen.c2s[" + i + "]";
            c2s.get(i).tls().ifPresent(spec -> add(read, key, spec, C2S, places));
        }
        List<HttpSpec> http = config.listen().http();
        for (int i = 0; i < http.size(); i++) {
            String key = "listen.http[" + i + "]";
            http.get(i).tls().ifPresent(spec -> add(read, key, spec, HTTP, places));
        }
        List<S2sListenSpec> s2s = config.listen().s2s();
        for (int i = 0; i < s2s.size(); i++) {
            String key = "listen.s2s[" + i + "]";
            s2s.get(i).startTls(config).ifPresent(spec -> add(read, key, spec, S2S, places));
        }
        this.tables = Collections.unmodifiableMap(read);
        PoolTls.of(config)
                .forEach((key, spec) -> tell(key, ClientContext.of(spec).faults(), places));
        calls = CallFiles.read(config);
        calls.faults().forEach((key, faults) -> tell(key, faults, places));
    }

    static TlsFiles read(Config config, Places places) {
        return new TlsFiles(config, places);
    }

    /**
     * The TLS of a configuration that can be used.
     *
     * @param report takes every problem, the reading's own among them
     * @return empty if it cannot be used, or names files that cannot
     */
    static Optional<TlsFiles> ofSound(Reading reading, Consumer<Problem> report) {
        if (reading.config().isEmpty()) {
            reading.problems().forEach(report);
            return Optional.empty();
        }
        TlsFiles files = read(reading.config().get(), reading.places());
        Reading whole = reading.and(files.problems);
        whole.problems().forEach(report);
        if (whole.config().isEmpty()) {
            files.close();
            return Optional.empty();
        }
        return Optional.of(files);
    }

    /** A reading with what its TLS files come to. */
    static Reading check(Reading reading) {
        return reading.config()
                .map(config -> {
                    try (TlsFiles files = read(config, reading.places())) {
                        return reading.and(files.problems);
                    }
                })
                .orElse(reading);
    }

    private void add(Map<String, TlsTable> read, String key, TlsSpec spec, TlsUse use, Places places) {
        Fingerprint files = TlsTable.fingerprint(spec);
        TlsContext.Result result = TlsContext.of(spec, use);
        result.context().ifPresent(context -> read.put(key, new TlsTable(key, spec, use, context, files)));
        tell(key + ".tls", result.faults(), places);
    }

    private void tell(String table, List<TlsFault> faults, Places places) {
        for (TlsFault fault : faults) {
            Problem.Severity severity = switch (fault.severity()) {
                case ERROR -> Problem.Severity.ERROR;
                case WARNING -> Problem.Severity.WARNING;
            };
            problems.add(places.problem(severity, table + "." + fault.key(), fault.what(), fault.hint()));
        }
    }

    /** By the listener's key; of those without an error. */
    Map<String, Tls> contexts() {
        Map<String, Tls> contexts = new LinkedHashMap<>();
        tables.forEach((key, table) -> contexts.put(key, table.tls()));
        return contexts;
    }

    List<Problem> problems() {
        return problems;
    }

    /** What clients may be shown now. */
    List<ServedCertificate> certificates() {
        return tables.entrySet().stream()
                .flatMap(table -> table.getValue().certificates().stream()
                        .map(certificate -> ServedCertificate.of(table.getKey(), certificate)))
                .toList();
    }

    /** Every file that some table names. */
    Set<Path> paths() {
        Set<Path> paths = new HashSet<>();
        tables.values().forEach(table -> paths.addAll(table.files()));
        calls.paths().forEach(paths::add);
        return paths;
    }

    /** What calls to other servers go by. */
    CallFiles calls() {
        return calls;
    }

    /** How often files could not be used, and what was in service stayed. */
    long refusals() {
        return refusals.get();
    }

    /** Reads every file again. Each table is served by its new ones if they can be used, else by its old ones. */
    synchronized List<TlsReload> reload() {
        return reload(any -> true, any -> true);
    }

    /** The same for those only whose files were changed since they were last looked at. */
    synchronized List<TlsReload> look() {
        return reload(TlsTable::changed, CallTable::changed);
    }

    private List<TlsReload> reload(Predicate<TlsTable> doors, Predicate<CallTable> outgoing) {
        List<TlsReload> results = Stream.concat(
                        tables.values().stream().filter(doors).map(TlsTable::reload), calls.reload(outgoing).stream())
                .toList();
        refusals.addAndGet(
                results.stream().filter(TlsReload.Refused.class::isInstance).count());
        return results;
    }

    /**
     * What the listeners of a new configuration get: those that live on keep their {@link Tls}, so that connections which have
     * yet to start TLS are served by the new certificates.
     *
     * @param fresh read from the new configuration, without an error
     * @param kept by key in the new configuration, the key until now of each listener that lives on
     */
    Map<String, Tls> contexts(TlsFiles fresh, Map<String, String> kept) {
        Map<String, Tls> contexts = fresh.contexts();
        contexts.replaceAll((key, own) -> {
            TlsTable mine = kept.containsKey(key) ? tables.get(kept.get(key)) : null;
            return mine == null ? own : mine.tls();
        });
        return contexts;
    }

    /**
     * Goes on as the TLS of a new configuration, as {@link #contexts(TlsFiles, Map)} has it.
     *
     * @param fresh not to be used afterwards
     * @return by key until now, what no listener has any more; to be closed once nobody can start TLS with it
     */
    synchronized Map<String, Tls> become(TlsFiles fresh, Map<String, String> kept) {
        Map<String, TlsTable> old = new LinkedHashMap<>(tables);
        Map<String, TlsTable> next = new LinkedHashMap<>();
        fresh.tables.forEach((key, table) -> {
            TlsTable mine = kept.containsKey(key) ? old.remove(kept.get(key)) : null;
            next.put(key, mine == null ? table : mine.become(table));
        });
        tables = Collections.unmodifiableMap(next);
        calls.become(fresh.calls);
        calls = fresh.calls;
        Map<String, Tls> left = new LinkedHashMap<>();
        old.forEach((key, table) -> left.put(key, table.tls()));
        return left;
    }

    @Override
    public synchronized void close() {
        tables.values().forEach(TlsTable::close);
    }
}
