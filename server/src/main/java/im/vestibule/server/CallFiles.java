package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.S2sSpec;
import im.vestibule.tls.OutgoingTls;
import im.vestibule.tls.TlsFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of every table {@code s2s}, as calls to other servers need them; of none without a door for such servers. */
final class CallFiles {
    private final Map<String, CallTable> tables;
    private final Map<String, List<TlsFault>> faults;

    private CallFiles(Map<String, CallTable> tables, Map<String, List<TlsFault>> faults) {
        this.tables = Collections.unmodifiableMap(tables);
        this.faults = Collections.unmodifiableMap(faults);
    }

    static CallFiles read(Config config) {
        Map<String, CallTable> tables = new LinkedHashMap<>();
        Map<String, List<TlsFault>> faults = new LinkedHashMap<>();
        specs(config).forEach((key, spec) -> {
            CallTable.Result result = CallTable.read(key, spec);
            result.table().ifPresent(table -> tables.put(key, table));
            faults.put(key, result.faults());
        });
        return new CallFiles(tables, faults);
    }

    private static Map<String, S2sSpec> specs(Config config) {
        Map<String, S2sSpec> specs = new LinkedHashMap<>();
        if (!config.listen().s2s().isEmpty()) {
            specs.put("s2s", config.s2s());
            for (int i = 0; i < config.hostConfig().size(); i++) {
                String key = "host_config[" + i + "].s2s";
                config.hostConfig().get(i).s2s().ifPresent(own -> specs.put(key, own));
            }
        }
        return specs;
    }

    /** What is wrong with them, by the key of the table. */
    Map<String, List<TlsFault>> faults() {
        return faults;
    }

    /** What calls go by now. */
    OutgoingTls tls(S2sSpec spec) {
        return tables.values().stream()
                .filter(table -> table.spec().equals(spec))
                .findFirst()
                .map(CallTable::tls)
                .orElseThrow(() -> new NoSuchElementException("not of this configuration"));
    }

    Stream<Path> paths() {
        return tables.values().stream().flatMap(table -> table.files().stream());
    }

    /** Reads again those that may need it. */
    List<TlsReload> reload(Predicate<CallTable> which) {
        return new ArrayList<>(
                tables.values().stream().filter(which).map(CallTable::reload).toList());
    }

    /** Tells what a new configuration has made of them. */
    void become(CallFiles fresh) {
        tables.forEach((key, table) -> {
            CallTable next = fresh.tables.get(key);
            if (next != null) {
                table.become(next);
            }
        });
    }
}
