package im.vestibule.server;

import im.vestibule.server.ctl.Options;
import im.vestibule.server.ctl.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Asks the running server's admin endpoint. What there is to ask comes from its schema, not from here. */
@CommandLine.Command(
        name = Ctl.NAME,
        description = {
            "Does what administrators may do, by the admin GraphQL endpoint of a running server. Names are those of its schema;"
                    + " account count-users is the same as account countUsers.",
            ""
        },
        customSynopsis = {
            "vestibule ctl [OPTIONS] CATEGORY COMMAND [--argument value]...",
            "       vestibule ctl CATEGORY [COMMAND] --help",
            ""
        },
        optionListHeading = "Options, before the category or behind the command:%n",
        exitCodeOnInvalidInput = Exit.FAILED,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:not done, or not all of it; stderr says why"})
final class Ctl implements Callable<Integer> {
    static final String NAME = "ctl";

    @CommandLine.Mixin
    private Options options = new Options();

    @CommandLine.Parameters(arity = "0..*", hidden = true)
    private List<String> words = List.of();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Sees to what annotations cannot say. */
    static void refine(CommandLine ctl) {
        // Behind the category, words are understood by the schema.
        ctl.setStopAtPositional(true);
        ctl.setUsageHelpAutoWidth(true);
        ctl.getHelpSectionMap()
                .put(
                        CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER,
                        _ -> "\n" + Session.categories() + "\nctl CATEGORY --help lists its commands.\n");
    }

    @Override
    public Integer call() throws InterruptedException {
        if (words.isEmpty()) {
            spec.commandLine().usage(System.err);
            return Exit.FAILED;
        }
        Session session = new Session(Build.VERSION, Bundled::readInTheClear, System.out, System.err);
        return session.run(options, words) ? Exit.OK : Exit.FAILED;
    }
}
