package im.vestibule.server;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;

/** The command line. */
@CommandLine.Command(
        name = "vestibule",
        description = "An XMPP front door: one TOML file in, every listener of it out.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = false,
        subcommands = {Serve.class, Check.class, Ctl.class, Version.class, Rehearse.class})
public final class Main {
    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "this text")
    boolean help;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        String[] words = arguments.length == 0 || arguments[0].startsWith("--config")
                ? prepend(Serve.NAME, arguments)
                : arguments;
        Optional<Serve> usual = Serve.ofUsual(List.of(words));
        System.exit(usual.isPresent() ? usual.get().call() : line().execute(words));
    }

    /** What understands it. */
    static CommandLine line() {
        // What begins with @ is an argument like any other.
        CommandLine line = new CommandLine(new Main()).setExpandAtFiles(false);
        Ctl.refine(Objects.requireNonNull(line.getSubcommands().get(Ctl.NAME)));
        return line;
    }

    private static String[] prepend(String first, String[] rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
