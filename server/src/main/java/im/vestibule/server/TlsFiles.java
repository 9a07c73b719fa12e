package im.vestibule.server;

import im.vestibule.config.C2sSpec;
import im.vestibule.config.Config;
import im.vestibule.config.Places;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import im.vestibule.config.TlsSpec;
import im.vestibule.tls.TlsContext;
import im.vestibule.tls.TlsFault;
import im.vestibule.tls.TlsUse;
import im.vestibule.xmpp.Tls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The TLS of every listener, made of the files that its table names. */
final class TlsFiles implements AutoCloseable {
    private final Map<String, Tls> contexts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private TlsFiles() {}

    static TlsFiles read(Config config, Places places) {
        TlsFiles files = new TlsFiles();
        List<C2sSpec> c2s = config.listen().c2s();
        for (int i = 0; i < c2s.size(); i++) {
            String key = "listen.c2s[" + i + "]";
            c2s.get(i).tls().ifPresent(spec -> files.add(key, spec, TlsUse.PLAIN.withAlpn("xmpp-client"), places));
        }
        return files;
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

    private void add(String key, TlsSpec spec, TlsUse use, Places places) {
        TlsContext.Result result = TlsContext.of(spec, use);
        result.context().ifPresent(context -> contexts.put(key, new Tls(context)));
        for (TlsFault fault : result.faults()) {
            Problem.Severity severity = switch (fault.severity()) {
                case ERROR -> Problem.Severity.ERROR;
                case WARNING -> Problem.Severity.WARNING;
            };
            problems.add(places.problem(severity, key + ".tls." + fault.key(), fault.what(), fault.hint()));
        }
    }

    /** By the listener's key; of those without an error. */
    Map<String, Tls> contexts() {
        return contexts;
    }

    @Override
    public void close() {
        contexts.values().forEach(Tls::close);
    }
}
