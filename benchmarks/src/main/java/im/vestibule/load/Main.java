package im.vestibule.load;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the load driver: one command for each scenario. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SCENARIO",
        description = {
            "Plays clients against an XMPP server, and reports what they saw.",
            "The server has to know the accounts, and to allow what is asked of it: PLAIN without TLS, no limits."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing failed", "1:something failed, was lost, doubled or out of order", "2:wrong usage"})
public final class Main {
    private static final String SECONDS = "SECONDS";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(line().execute(arguments));
    }

    static CommandLine line() {
        return new CommandLine(new Main())
                .registerConverter(Duration.class, Main::seconds)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Mechanism.class, Main::mechanism);
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis((long) (Double.parseDouble(text) * 1e3));
    }

    private static Mechanism mechanism(String text) {
        for (Mechanism mechanism : Mechanism.values()) {
            if (mechanism.toString().equalsIgnoreCase(text)) {
                return mechanism;
            }
        }
        throw new CommandLine.TypeConversionException("no such mechanism: " + text);
    }

    @Command(description = "logs everybody in", mixinStandardHelpOptions = true)
    int login(
            @Mixin ServerOptions server,
            @Mixin AccountOptions accounts,
            @Option(
                            names = "--warmup",
                            paramLabel = SECONDS,
                            defaultValue = "3",
                            description = "so long over and over before it counts, 0 for once (3)")
                    Duration warmup)
            throws InterruptedException {
        return server.run(new Login(warmup), accounts);
    }

    @Command(description = "logs everybody in and keeps silent: memory", mixinStandardHelpOptions = true)
    int idle(
            @Mixin ServerOptions server,
            @Mixin AccountOptions accounts,
            @Option(names = "--hold", paramLabel = SECONDS, defaultValue = "20", description = "for so long (20)")
                    Duration hold)
            throws InterruptedException {
        return server.run(new Idle(hold), accounts);
    }

    @Command(
            description = "logs everybody in, cuts all connections at once, and has everybody come back",
            mixinStandardHelpOptions = true)
    int storm(
            @Mixin ServerOptions server,
            @Mixin AccountOptions accounts,
            @Option(names = "--cuts", paramLabel = "N", defaultValue = "1", description = "how often (1)") int cuts,
            @Option(names = "--calm", paramLabel = SECONDS, defaultValue = "1", description = "before each (1)")
                    Duration calm)
            throws InterruptedException {
        return server.run(new Storm(cuts, calm), accounts);
    }

    @Command(
            description = "pairs talk as fast as the server lets them, so many messages under way for each",
            mixinStandardHelpOptions = true)
    int chat(
            @Mixin ServerOptions server,
            @Mixin MessageOptions messages,
            @Option(names = "--window", paramLabel = "N", defaultValue = "4", description = "messages under way (4)")
                    int window)
            throws InterruptedException {
        return server.run(new Chat(window, messages.body(), messages.window()), messages);
    }

    @Command(
            description = "pairs talk at a given rate, and latency counts from when a message was due",
            mixinStandardHelpOptions = true)
    int rate(
            @Mixin ServerOptions server,
            @Mixin MessageOptions messages,
            @Option(names = "--rate", required = true, paramLabel = "N", description = "messages a second in all")
                    double rate)
            throws InterruptedException {
        return server.run(new Rate(rate, messages.body(), messages.window()), messages);
    }

    @Command(description = "connects, reads the features, leaves; over and over", mixinStandardHelpOptions = true)
    int connect(
            @Mixin ServerOptions server,
            @Option(names = "--secs", paramLabel = SECONDS, defaultValue = "5", description = "that count (5)")
                    Duration measured,
            @Option(names = "--warmup", paramLabel = SECONDS, defaultValue = "1", description = "before that (1)")
                    Duration warmup)
            throws InterruptedException {
        return server.run(new Connect(warmup, measured), Accounts.usual(0));
    }
}
