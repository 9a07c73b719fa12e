package im.vestibule.server;

import im.vestibule.config.C2sSpec;
import im.vestibule.config.Config;
import im.vestibule.tls.TlsContext;
import im.vestibule.tls.TlsFault;
import im.vestibule.tls.TlsUse;
import im.vestibule.xmpp.Tls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The TLS of every listener, read from its files.
 *
 * @param contexts by the listener's key; of those without an error
 * @param faults by the listener's key
 */
record TlsFiles(Map<String, Tls> contexts, Map<String, List<TlsFault>> faults) {
    static TlsFiles read(Config config) {
        Map<String, Tls> contexts = new LinkedHashMap<>();
        Map<String, List<TlsFault>> faults = new LinkedHashMap<>();
        List<C2sSpec> c2s = config.listen().c2s();
        for (int i = 0; i < c2s.size(); i++) {
            String key = "listen.c2s[" + i + "]";
            c2s.get(i).tls().ifPresent(spec -> {
                TlsContext.Result result = TlsContext.of(spec, TlsUse.PLAIN.withAlpn("xmpp-client"));
                result.context().ifPresent(context -> contexts.put(key, new Tls(context)));
                faults.put(key, new ArrayList<>(result.faults()));
            });
        }
        return new TlsFiles(contexts, faults);
    }

    boolean usable() {
        return faults.values().stream()
                .flatMap(List::stream)
                .noneMatch(fault -> fault.severity() == TlsFault.Severity.ERROR);
    }
}
