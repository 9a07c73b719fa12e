package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.Plan;
import im.vestibule.config.Reading;
import im.vestibule.core.BindFault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Runs the server in the foreground. */
@CommandLine.Command(
        name = Serve.NAME,
        description = {
            "Runs the server in the foreground until SIGTERM or SIGINT; SIGHUP reads configuration and certificates again.",
            "Without --config: domain localhost on loopback addresses, data under ./data, registration open."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped cleanly",
            "1:stopped without goodbyes",
            "2:the configuration cannot be used",
            "3:a listener cannot be bound"
        })
final class Serve implements Callable<Integer> {
    static final String NAME = "serve";
    private static final String CONFIG = "--config";

    private static final Logger log = LoggerFactory.getLogger(Serve.class);

    @CommandLine.Option(names = CONFIG, paramLabel = "FILE", description = "the configuration, in TOML")
    private Optional<Path> file = Optional.empty();

    /**
     * What the lines say by which nearly every server is started; empty for all others. The JVM does not keep picocli's classes in its
     * notes, since they are of Java 5: to have them read those two lines would be a good part of every start.
     */
    static Optional<Serve> ofUsual(List<String> words) {
        Serve serve = new Serve();
        if (words.equals(List.of(NAME))) {
            return Optional.of(serve);
        }
        if (words.size() == 3
                && words.subList(0, 2).equals(List.of(NAME, CONFIG))
                && !words.getLast().startsWith("-")) {
            serve.file = Optional.of(Path.of(words.getLast()));
            return Optional.of(serve);
        }
        return Optional.empty();
    }

    @Override
    public Integer call() throws InterruptedException {
        Reading reading = read();
        logging(reading);
        return switch (House.open(reading, System.err::println, InstantSource.system())) {
            case House.Opening.Unusable() -> Exit.CONFIG;
            case House.Opening.NotBound(BindFault fault) -> {
                System.err.println(fault);
                yield Exit.BIND;
            }
            case House.Opening.Opened(House house) ->
                run(house, () -> OldGeneration.ofSerial().ifPresent(OldGeneration::keep));
        };
    }

    /** Until a signal ends it; what is to be done once it is ready must not wait. */
    int run(House house, Runnable onceReady) throws InterruptedException {
        BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        AtomicBoolean stopping = new AtomicBoolean();
        // Loaded by now, since a build beneath a running server takes away what is not.
        Order stop = Order.STOP;
        Order reload = Order.RELOAD;
        for (String signal : List.of("TERM", "INT")) {
            Signals.on(signal, () -> {
                if (stopping.getAndSet(true)) {
                    Runtime.getRuntime().halt(Exit.TERMINATED);
                }
                orders.add(stop);
            });
        }
        Signals.on("HUP", () -> {
            // One that waits reads all that has changed until then.
            if (!orders.contains(reload)) {
                orders.add(reload);
            }
        });
        house.onStop(() -> {
            if (!stopping.getAndSet(true)) {
                orders.add(stop);
            }
        });
        System.out.print(Bound.table(house.bound()));
        if (file.isEmpty()) {
            System.err.print(Bundled.HOW_TO_CONNECT);
        }
        System.out.println("ready");
        System.out.flush();
        Thread.ofVirtual().name("prepare").start(house::prepare);
        onceReady.run();
        while (orders.take() == reload) {
            reload(house);
        }
        stop(house);
        log.atInfo().log("stopped");
        return Exit.OK;
    }

    private static void stop(House house) throws InterruptedException {
        try {
            house.drain();
            house.close();
        } catch (LinkageError gone) {
            System.err.println("stopping at once: " + missing(gone));
            Runtime.getRuntime().halt(Exit.FAILED);
        }
    }

    private static String missing(LinkageError gone) {
        return "a part of the program cannot be loaded, as when it is built anew while this server runs: " + gone;
    }

    /** What signals ask for. */
    private enum Order {
        RELOAD,
        STOP
    }

    private void reload(House house) {
        String read = file.map(Path::toString).orElse("certificates: the bundled default has no file");
        System.err.println("reloading " + read);
        try {
            reload(house, read());
        } catch (LinkageError gone) {
            System.err.println("the reload broke off, so restart this server: " + missing(gone));
        } catch (RuntimeException mistake) {
            // Those who are connected are not to suffer from it.
            System.err.println("the reload broke off, so restart this server: " + mistake);
            log.atError().setCause(mistake).log("reload_failed");
        }
    }

    private static void reload(House house, Reading reading) {
        switch (house.reload(reading, System.err::println)) {
            case House.Reloading.Done(Plan plan) -> {
                logging(reading);
                plan.lines().forEach(System.err::println);
                System.err.println("reloaded");
            }
            case House.Reloading.NeedsRestart(Plan plan) -> {
                plan.restart().forEach(setting -> System.err.println("needs a restart: " + setting));
                refused("some of it needs a restart");
            }
            case House.Reloading.NotBound(BindFault fault) -> refused(fault.toString());
            case House.Reloading.Unusable() -> refused("the configuration cannot be used");
        }
    }

    private static void refused(String reason) {
        System.err.println("not reloaded, everything stays as it was: " + reason);
    }

    private Reading read() {
        return file.map(Config::read).orElseGet(Bundled::read);
    }

    private static void logging(Reading reading) {
        reading.config()
                .ifPresent(config ->
                        Logging.apply(config.general().loglevel(), config.log().format()));
    }
}
