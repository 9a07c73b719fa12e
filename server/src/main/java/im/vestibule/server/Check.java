package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.ListenerRow;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads a configuration and says what it makes of it. */
@CommandLine.Command(
        name = "check",
        description = {
            "Reads a configuration, binds nothing, and prints every problem as",
            "FILE:LINE:COL: error|warning: KEY: what; if there is no error, also the listeners with all defaults filled in.",
            "Without --config: the bundled default."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the configuration can be used",
            "2:it cannot, or with --against-running: no server runs, or the change needs a restart"
        })
final class Check implements Callable<Integer> {
    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "the configuration, in TOML")
    private Optional<Path> file = Optional.empty();

    @CommandLine.Option(names = "--json", description = "prints one JSON object: problems and listeners")
    private boolean json;

    @CommandLine.Option(
            names = "--against-running",
            description = {
                "also prints what SIGHUP would change in the server that runs with",
                "this configuration's storage.directory; changes nothing"
            })
    private boolean againstRunning;

    @Override
    public Integer call() {
        Reading reading = TlsFiles.check(AuthFiles.check(file.map(Config::read).orElseGet(Bundled::read)));
        List<ListenerRow> rows = reading.config()
                .map(config -> config.listeners(LoopCount.usual()))
                .orElse(List.of());
        Optional<Comparison> comparison =
                reading.config().filter(config -> againstRunning).map(Comparison::of);
        System.out.print(json ? json(reading, rows, comparison) : text(reading, rows, comparison));
        boolean fine = reading.config().isPresent()
                && comparison.map(Comparison::isPossible).orElse(true);
        return fine ? Exit.OK : Exit.CONFIG;
    }

    private static String text(Reading reading, List<ListenerRow> rows, Optional<Comparison> comparison) {
        StringBuilder text = new StringBuilder();
        reading.problems().forEach(problem -> text.append(problem).append('\n'));
        if (reading.config().isPresent()) {
            text.append(ListenerRow.table(rows));
            comparison.ifPresent(plan -> text.append('\n').append(plan.text()));
        } else {
            long errors = reading.problems().stream().filter(Problem::isError).count();
            text.append(errors).append(errors == 1 ? " error\n" : " errors\n");
        }
        return text.toString();
    }

    private static String json(Reading reading, List<ListenerRow> rows, Optional<Comparison> comparison) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ok", reading.config().isPresent());
        object.put("problems", reading.problems().stream().map(Check::json).toList());
        object.put("listeners", rows.stream().map(Check::json).toList());
        comparison.ifPresent(plan -> object.put("running", plan.json()));
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(object)
                + "\n";
    }

    private static Map<String, Object> json(Problem problem) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        object.put("file", problem.file());
        object.put("line", problem.line());
        object.put("column", problem.column());
        object.put("key", problem.key());
        object.put("what", problem.what());
        object.put("expected", problem.expected());
        object.put("found", problem.found());
        object.put("hint", problem.hint());
        return object;
    }

    private static Map<String, Object> json(ListenerRow row) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("key", row.key());
        object.put("kind", row.kind());
        object.put("address", row.address());
        object.put("tls", row.tls());
        object.put("engine", row.engine());
        object.put("backlog", row.backlog());
        object.put("sockets", row.sockets());
        object.put("acceptors", row.acceptors());
        object.put("max_connections", row.maxConnections().toString());
        object.put("proxy_protocol", row.proxyProtocol());
        object.put("handlers", row.handlers());
        return object;
    }
}
