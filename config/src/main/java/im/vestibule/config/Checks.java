package im.vestibule.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can only be seen with the whole file in view. A value that is wrong in itself draws no second complaint here. */
final class Checks {
    private static final int DIRECT_TLS_PORT = 5223;

    private final Config config;
    private final Problems problems;

    private Checks(Config config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    static void run(Config config, Context context) {
        Checks checks = new Checks(config, context.problems());
        checks.hosts();
        checks.hostTypes();
        checks.hostConfigs();
        checks.addresses();
        checks.federation();
        checks.s2sCertificates();
        checks.diffieHellmanFiles();
        checks.logins();
        checks.directTls();
        checks.routes();
        checks.clients();
        checks.statusPages();
        checks.bosh();
        new OutsideChecks(config, context.problems()).run();
        new NameChecks(config, context).run();
        new AuthChecks(config, context.problems()).run();
        new RdbmsChecks(config, context.problems()).run();
    }

    /** {@code listen.c2s[0]} and so on, in the order of {@link ListenSpec#all}. */
    static Map<String, ListenerSpec> listeners(Config config) {
        Map<String, ListenerSpec> listeners = new LinkedHashMap<>();
        Map<String, Integer> next = new HashMap<>();
        for (ListenerSpec listener : config.listen().all()) {
            int index = next.merge(listener.kind(), 1, Integer::sum) - 1;
            listeners.put(Keys.item("listen." + listener.kind(), index), listener);
        }
        return listeners;
    }

    private void error(String key, Fault fault) {
        if (!problems.faulty(key)) {
            problems.error(key, fault);
        }
    }

    private void hosts() {
        GeneralSpec general = config.general();
        boolean none = general.hosts().isEmpty() && general.hostTypes().isEmpty();
        if (none && !problems.faultyWithin("general.hosts") && !problems.faultyWithin("general.host_types")) {
            error(
                    "general.hosts",
                    Fault.of("no host is served").expected("a domain").hint("hosts = [\"example.org\"]"));
        }
        for (String host : general.hosts()) {
            if (general.hostTypes().contains(host)) {
                error(
                        "general.host_types",
                        Fault.of(Type.quoted(host) + " is in hosts too").hint("keep one of them"));
            }
        }
    }

    private void hostTypes() {
        if (!config.general().hostTypes().isEmpty()
                && config.services().domainDb().isEmpty()
                && !problems.faultyWithin("services")
                && !problems.faultyWithin("general.host_types")) {
            problems.warning(
                    "general.host_types",
                    Fault.of("no effect: no domain can be of these types without the service for that")
                            .hint("add [services.service_domain_db]"));
        }
    }

    private void hostConfigs() {
        List<String> served = served(config);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < config.hostConfig().size(); i++) {
            String host = config.hostConfig().get(i).host();
            String key = Keys.item("host_config", i);
            if (host.isEmpty()) {
                continue;
            }
            if (!seen.add(host)) {
                error(key, Fault.of("second host_config for " + Type.quoted(host)));
            } else if (!served.contains(host)) {
                String hint = Keys.nearest(host, served)
                        .map(near -> "did you mean " + Type.quoted(near) + "?")
                        .orElse("general.hosts does not list it");
                problems.warning(
                        key,
                        Fault.of("no effect: " + Type.quoted(host) + " is not served")
                                .hint(hint));
            }
        }
    }

    static List<String> served(Config config) {
        return Stream.concat(config.general().hosts().stream(), config.general().hostTypes().stream())
                .toList();
    }

    private void addresses() {
        Map<InetSocketAddress, String> taken = new HashMap<>();
        listeners(config)
                .forEach(
                        (key, listener) -> address(taken, key, listener.socket().address()));
        config.metrics().ifPresent(metrics -> address(taken, "metrics", metrics.address()));
    }

    private void address(Map<InetSocketAddress, String> taken, String key, InetSocketAddress address) {
        // Port 0 means any free one.
        if (address.getPort() == 0 || problems.faulty(key + ".ip_address") || problems.faulty(key + ".ip_version")) {
            return;
        }
        String first = taken.putIfAbsent(address, key);
        if (first != null) {
            error(key, Fault.of("same address and port as " + first).found(text(address)));
        }
    }

    static String text(InetSocketAddress address) {
        String ip = AddressTypes.text(address.getAddress());
        return (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + address.getPort();
    }

    /** Without a door for other servers we do not call them either. */
    private void federation() {
        if (!config.listen().s2s().isEmpty() || problems.faultyWithin("listen")) {
            return;
        }
        unused("s2s");
        for (int i = 0; i < config.hostConfig().size(); i++) {
            unused(Keys.item("host_config", i) + ".s2s");
        }
    }

    private void unused(String key) {
        if (problems.written(key) && !problems.faultyWithin(key)) {
            problems.warning(
                    key,
                    Fault.of("no effect: without a listener for them we speak with no other servers, nor call them")
                            .hint("add [[listen.s2s]]"));
        }
    }

    private void s2sCertificates() {
        if (!config.wantsTlsBetweenServers() || problems.written("s2s.certfile")) {
            return;
        }
        for (int i = 0; i < config.listen().s2s().size(); i++) {
            String key = Keys.item("listen.s2s", i);
            if (!problems.written(key + ".tls.certfile")) {
                error(
                        key,
                        Fault.of("no certificate for STARTTLS, which s2s.use_starttls asks for")
                                .hint("set s2s.certfile, or tls.certfile here"));
            }
        }
    }

    /** The JDK knows one set of parameters for the whole process. */
    private void diffieHellmanFiles() {
        Optional<Path> first = Optional.empty();
        for (Map.Entry<String, ListenerSpec> entry : listeners(config).entrySet()) {
            Optional<Path> file = entry.getValue()
                    .tls()
                    .filter(tls -> tls.module() == TlsSpec.Module.JUST_TLS)
                    .flatMap(TlsSpec::dhfile);
            if (first.isPresent() && file.isPresent() && !first.equals(file)) {
                error(
                        entry.getKey() + ".tls.dhfile",
                        Fault.of("a second file of Diffie-Hellman parameters; just_tls can use one for all listeners")
                                .hint("the first is " + first.get().getFileName()));
            }
            first = first.or(() -> file);
        }
    }

    private void logins() {
        Set<AuthMethod> enabled = Stream.concat(
                        config.auth().methods().stream(),
                        config.hostConfig().stream()
                                .flatMap(host -> host.auth().stream())
                                .flatMap(auth -> auth.methods().stream()))
                .collect(Collectors.toSet());
        for (int i = 0; i < config.listen().c2s().size(); i++) {
            String key = Keys.item("listen.c2s", i);
            Set<AuthMethod> allowed =
                    config.listen().c2s().get(i).allowedAuthMethods().orElse(enabled);
            if (enabled.isEmpty() && !problems.faultyWithin("auth")) {
                problems.warning(
                        key, Fault.of("nobody can log in: no auth method is on").hint("add [auth.internal]"));
            } else if (!enabled.isEmpty() && allowed.stream().noneMatch(enabled::contains)) {
                problems.warning(
                        key + ".allowed_auth_methods",
                        Fault.of("nobody can log in here: none of these methods is on in [auth]"));
            }
        }
    }

    /** The port tells a client to begin with TLS; RFC 6120 calls that the old way, XEP-0368 the direct one. */
    private void directTls() {
        for (int i = 0; i < config.listen().c2s().size(); i++) {
            C2sSpec c2s = config.listen().c2s().get(i);
            if (c2s.tls().isEmpty() && c2s.socket().address().getPort() == DIRECT_TLS_PORT) {
                problems.warning(
                        Keys.item("listen.c2s", i),
                        Fault.of("not encrypted: there is no tls table, though clients expect TLS on port 5223")
                                .hint("add tls.mode = \"tls\" and tls.certfile"));
            }
        }
    }

    /** The first handler of a host and path gets the requests. */
    private void routes() {
        for (int i = 0; i < config.listen().http().size(); i++) {
            Map<HandlerSpec.Route, String> taken = new HashMap<>();
            Map<String, Integer> next = new HashMap<>();
            for (HandlerSpec handler : config.listen().http().get(i).handlers()) {
                int index = next.merge(handler.type(), 1, Integer::sum) - 1;
                String name = Keys.item(handler.type(), index);
                String first = taken.putIfAbsent(handler.route(), name);
                String key = Keys.item("listen.http", i) + ".handlers." + name;
                if (first != null && !problems.faultyWithin(key)) {
                    problems.warning(key, Fault.of("never reached: same host and path as " + first));
                }
            }
        }
    }

    private void clients() {
        for (int i = 0; i < config.listen().http().size(); i++) {
            HttpSpec http = config.listen().http().get(i);
            List<HandlerSpec> clients = http.handlers().stream()
                    .filter(HandlerSpec.WebClient.class::isInstance)
                    .toList();
            for (int j = 0; j < clients.size(); j++) {
                String host = clients.get(j).route().host();
                if (http.path(HandlerSpec.WebSockets.class, host).isEmpty()
                        && http.path(HandlerSpec.Bosh.class, host).isEmpty()) {
                    problems.warning(
                            Keys.item(Keys.item("listen.http", i) + ".handlers.web_client", j),
                            Fault.of(
                                            "nobody can log in by it: this listener has neither mod_websockets nor mod_bosh for it")
                                    .hint("add one of them with host = \"_\""));
                }
            }
        }
    }

    /** What it shows is for the operator's eyes. */
    private void statusPages() {
        for (int i = 0; i < config.listen().http().size(); i++) {
            HttpSpec http = config.listen().http().get(i);
            List<HandlerSpec.StatusPage> pages = http.handlers().stream()
                    .filter(HandlerSpec.StatusPage.class::isInstance)
                    .map(HandlerSpec.StatusPage.class::cast)
                    .toList();
            SocketSpec socket = http.socket();
            boolean near = socket.address().getAddress().isLoopbackAddress()
                    && !socket.proxyProtocol()
                    && socket.trustedProxies().isEmpty();
            for (int j = 0; j < pages.size() && !near; j++) {
                String key = Keys.item(Keys.item("listen.http", i) + ".handlers.status", j);
                if (pages.get(j).credentials().isEmpty() && !problems.faultyWithin(key)) {
                    error(
                            key,
                            Fault.of(
                                            "anybody could read it: there is no password, and others than this machine can come here")
                                    .hint("set username and password, or bind 127.0.0.1 and trust no proxy"));
                }
            }
        }
    }

    private void bosh() {
        boolean on = config.modules().bosh().isPresent()
                || config.hostConfig().stream()
                        .anyMatch(host ->
                                host.modules().flatMap(ModulesSpec::bosh).isPresent());
        for (int i = 0; i < config.listen().http().size() && !on; i++) {
            String key = Keys.item("listen.http", i) + ".handlers.mod_bosh";
            if (problems.written(key)) {
                problems.warning(
                        key, Fault.of("BOSH is off until its module is on").hint("add [modules.mod_bosh]"));
            }
        }
    }
}
