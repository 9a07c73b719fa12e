package im.vestibule.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One listener as an operator reads it, with everything resolved.
 *
 * @param key where it stands in the file: {@code listen.c2s[0]}
 * @param kind {@code c2s}, {@code s2s}, {@code service} or {@code http}
 * @param address IP address and port, an IPv6 address in brackets
 * @param tls {@code tls}, {@code starttls}, {@code starttls_required}, or {@code -} for none
 * @param engine {@code fast_tls}, {@code just_tls}, or {@code -} for none
 * @param backlog connections the kernel holds before they are accepted
 * @param sockets listening sockets; more than one with {@code reuse_port}
 * @param acceptors accepts per wake-up
 * @param maxConnections soft limit
 * @param proxyProtocol every connection starts with a PROXY header
 * @param handlers type, host and path of each; empty unless the kind is {@code http}
 */
public record ListenerRow(
        String key,
        String kind,
        String address,
        String tls,
        String engine,
        int backlog,
        int sockets,
        int acceptors,
        Limit maxConnections,
        boolean proxyProtocol,
        List<String> handlers) {
    private static final String NONE = "-";
    private static final List<String> TITLES = List.of(
            "LISTENER",
            "ADDRESS",
            "TLS",
            "ENGINE",
            "BACKLOG",
            "SOCKETS",
            "ACCEPTORS",
            "CONNECTIONS",
            "PROXY",
            "HANDLERS");

    static ListenerRow of(Config config, String key, ListenerSpec listener, int eventLoops) {
        SocketSpec socket = listener.socket();
        String tls = tls(config, listener);
        return new ListenerRow(
                key,
                listener.kind(),
                Checks.text(socket.address()),
                tls,
                tls.equals(NONE)
                        ? NONE
                        : lower(listener.tls().map(TlsSpec::module).orElse(TlsSpec.Module.FAST_TLS)),
                socket.backlog(),
                socket.reusePort() ? Math.min(eventLoops, socket.numAcceptors()) : 1,
                socket.numAcceptors(),
                socket.maxConnections(),
                socket.proxyProtocol(),
                handlers(listener));
    }

    private static String tls(Config config, ListenerSpec listener) {
        Optional<TlsSpec.Mode> mode = switch (listener) {
            case C2sSpec _, HttpSpec _ -> listener.tls().map(TlsSpec::mode);
            case ServiceSpec _ -> Optional.empty();
            case S2sListenSpec _ ->
                switch (config.s2s().useStarttls()) {
                    case FALSE -> Optional.empty();
                    case OPTIONAL -> Optional.of(TlsSpec.Mode.STARTTLS);
                    case REQUIRED, REQUIRED_TRUSTED -> Optional.of(TlsSpec.Mode.STARTTLS_REQUIRED);
                };
        };
        return mode.map(ListenerRow::lower).orElse(NONE);
    }

    private static List<String> handlers(ListenerSpec listener) {
        return listener instanceof HttpSpec http
                ? http.handlers().stream()
                        .map(handler -> handler.type() + " " + handler.route().host()
                                + handler.route().path())
                        .toList()
                : List.of();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A table in plain text: a line of titles, then a line for each row; further handlers stand below the first. */
    public static String table(Collection<ListenerRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(TITLES);
        rows.forEach(row -> lines.addAll(row.lines()));
        int[] widths = IntStream.range(0, TITLES.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> padded(line, widths) + "\n").collect(Collectors.joining());
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                key,
                address,
                tls,
                engine,
                Integer.toString(backlog),
                Integer.toString(sockets),
                Integer.toString(acceptors),
                maxConnections.toString(),
                proxyProtocol ? "yes" : "no",
                handlers.isEmpty() ? NONE : handlers.getFirst()));
        handlers.stream().skip(1).forEach(handler -> {
            List<String> below = new ArrayList<>(TITLES.stream().map(_ -> "").toList());
            below.set(TITLES.size() - 1, handler);
            lines.add(below);
        });
        return lines;
    }

    private static String padded(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < line.size(); column++) {
            String cell = line.get(column);
            text.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return text.toString().stripTrailing();
    }
}
