package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.Reading;
import im.vestibule.core.BindFault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Runs the server in the foreground. */
@CommandLine.Command(
        name = "serve",
        description = {
            "Runs the server in the foreground until SIGTERM or SIGINT.",
            "Without --config: domain localhost on loopback addresses, data under ./data, registration open."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped cleanly", "2:the configuration cannot be used", "3:a listener cannot be bound"})
final class Serve implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(Serve.class);

    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "the configuration, in TOML")
    private Optional<Path> file = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        Reading reading = file.map(Config::read).orElseGet(Bundled::read);
        reading.config()
                .ifPresent(config ->
                        Logging.apply(config.general().loglevel(), config.log().format()));
        return switch (House.open(reading, System.err::println, InstantSource.system())) {
            case House.Opening.Unusable() -> Exit.CONFIG;
            case House.Opening.NotBound(BindFault fault) -> {
                System.err.println(fault);
                yield Exit.BIND;
            }
            case House.Opening.Opened(House house) -> run(house);
        };
    }

    private int run(House house) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        for (String signal : List.of("TERM", "INT")) {
            Signals.on(signal, () -> {
                if (stop.getCount() == 0) {
                    Runtime.getRuntime().halt(Exit.TERMINATED);
                }
                stop.countDown();
            });
        }
        Signals.on(
                "HUP", () -> log.atWarn().addKeyValue("reason", "not built yet").log("reload_refused"));
        System.out.print(Bound.table(house.bound()));
        if (file.isEmpty()) {
            System.err.print(Bundled.HOW_TO_CONNECT);
        }
        System.out.println("ready");
        System.out.flush();
        stop.await();
        log.atInfo().log("stopping");
        house.close();
        log.atInfo().log("stopped");
        return Exit.OK;
    }
}
