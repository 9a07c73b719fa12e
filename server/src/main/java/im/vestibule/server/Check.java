package im.vestibule.server;

import im.vestibule.config.Config;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Reads a configuration and says what it makes of it. */
@CommandLine.Command(
        name = "check",
        description = "Reads a configuration, binds nothing, and prints every problem with its place.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the configuration can be used", "2:it cannot"})
final class Check implements Callable<Integer> {
    @CommandLine.Option(names = "--config", paramLabel = "FILE", description = "the configuration, in TOML")
    private Optional<Path> file = Optional.empty();

    @CommandLine.Option(names = "--json", description = "prints JSON")
    private boolean json;

    @Override
    public Integer call() {
        Reading reading = file.map(Config::read).orElseGet(Bundled::read);
        if (json) {
            System.out.println("{}");
        }
        reading.problems().stream().map(Problem::toString).forEach(System.out::println);
        return reading.config().isEmpty() ? Exit.CONFIG : Exit.OK;
    }
}
